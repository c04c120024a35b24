using System.CommandLine;

namespace MassagerControl.App.Cli;

/// <summary><c>massager routine [NAME]</c>: guided steps and a session, one after the other.</summary>
internal sealed class RoutineCommand(AppConsole console, AppParts parts, Func<AppConsole, RunRoutineSession> session)
{
    public Command Build()
    {
        var name = OptionValues.NotEmpty(new Argument<string?>("NAME") { Description = "full (the usual one), short, stretches, stretches-low, or the path of a .json file.", Arity = ArgumentArity.ZeroOrOne }, "a name or the path of a file");
        var program = OptionValues.NotEmpty(new Option<string?>("--program") { Description = "The program of its session, instead of the routine's own.", HelpName = "PROGRAM" }, "a program");
        var resume = new Option<bool>("--resume") { Description = "Go on with the routine that was interrupted, at the step where it was." };
        var steps = OptionValues.NotEmpty(new Option<string?>("--steps") { Description = "Your own guided steps beside the shipped ones.", HelpName = "DIR" }, "a folder");
        var command = new Command("routine", "Guides through warmth, finding the knot, a session and stretches, step by step.") { name, program, resume, steps };
        var run = new RunCommand(parts.Language);
        var read = run.AddTo(command);
        command.SetAction((parsed, cancellation) => new RoutineRun(console, parts, session).RunAsync(
            new(read(parsed, parsed.GetValue(program) ?? ""), parsed.GetValue(name), parsed.GetValue(program), parsed.GetValue(resume)) { Named = run.Named(parsed), Steps = parsed.GetValue(steps) },
            cancellation));
        return command;
    }
}
