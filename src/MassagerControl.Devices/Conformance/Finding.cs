namespace MassagerControl.Devices.Conformance;

/// <summary>What a check found.</summary>
/// <param name="Got">In a few words.</param>
/// <param name="Sentence">For the author of the profile: what it means and what to do.</param>
internal sealed record Finding(Severity Severity, string Got, string Sentence)
{
    public static Finding Ok(string got) => new(Severity.Ok, got, "As expected.");

    public static Finding Info(string got, string sentence) => new(Severity.Info, got, sentence);

    public static Finding Issue(string got, string sentence) => new(Severity.Issue, got, sentence);

    public static Finding Error(string got, string sentence) => new(Severity.Error, got, sentence);

    public static Finding DoesNotApply(string why) => new(Severity.Info, "does not apply", why);

    public static Finding NotSeen { get; } = new(
        Severity.Info, "accepted; cannot be seen", "The device does not report its level, so nobody can see this from here: please watch the motor.");
}
