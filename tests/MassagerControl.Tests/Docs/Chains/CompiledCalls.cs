using System.Reflection;
using System.Reflection.Emit;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>Which types the compiled code of a type names: what it calls, makes, hands on and asks for.</summary>
internal static class CompiledCalls
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF);

    public static bool Has(Type caller, Type called) => Parts(caller).SelectMany(Methods).SelectMany(Named).Any(type => IsPartOf(type, called));

    private static IEnumerable<Type> Parts(Type type) => type.GetNestedTypes(All).SelectMany(Parts).Prepend(type);

    private static IEnumerable<MethodBase> Methods(Type type) => [.. type.GetMethods(All), .. type.GetConstructors(All)];

    private static bool IsPartOf(Type? type, Type whole) => type is not null && (type == whole || IsPartOf(type.DeclaringType, whole));

    private static IEnumerable<Type> Named(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        for (var at = 0; at < code.Length;)
        {
            var two = code[at] == 0xFE;
            var operation = Codes[two ? 0xFE00 | code[at + 1] : code[at]];
            at += two ? 2 : 1;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                foreach (var type in In(Member(method, BitConverter.ToInt32(code, at))))
                    yield return type;
            at += Length(operation.OperandType, code, at);
        }
    }

    private static MemberInfo? Member(MethodBase method, int token) => method.Module.ResolveMember(
        token, method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static IEnumerable<Type> In(MemberInfo? member) => member switch
    {
        Type type => type.GetGenericArguments().Prepend(type),
        MethodInfo { IsGenericMethod: true } generic => generic.GetGenericArguments().Prepend(generic.DeclaringType!),
        _ => member?.DeclaringType is { } type ? [type] : [],
    };

    private static int Length(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
        _ => 4,
    };
}
