using System.Text.Json;
using Orleans.Storage;

namespace MassagerControl.Clinic.Storage;

/// <summary>States are kept as plain JSON: a backup can be read without this program, and a member that an older version lacked is its default.</summary>
internal sealed class StateJson : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, Options) ?? throw new JsonException("A state is an object.");
}
