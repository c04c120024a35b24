using MassagerControl.Core;

namespace MassagerControl.Web.Mqtt;

/// <summary>The broker is not there, refuses, or is gone.</summary>
internal sealed class BrokerException(Phrase words, Exception? inner = null) : Exception(words.Text, inner)
{
    /// <summary>For the person at this computer.</summary>
    public Phrase Words { get; } = words;
}
