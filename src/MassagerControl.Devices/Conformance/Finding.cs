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

    /// <summary>Of a device whose profile knows nothing that tells the level.</summary>
    public static Finding Unreported { get; } = new(
        Severity.Info, "accepted; cannot be seen", "The device does not report its level, so nobody can see this from here: please watch the motor.");

    /// <summary>Of a device that tells its level, but not always.</summary>
    public static Finding Unsaid { get; } = Unreported with
    {
        Sentence = "The profile says how the device reports its level, and it said nothing of it here: it may tell changes only. So nobody can see this from here: please watch the motor.",
    };
}
