namespace MassagerControl.Chaos.Judging;

/// <summary>Watches for one kind of broken promise.</summary>
internal abstract class Watch
{
    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>One thing happened; the course has taken it in already.</summary>
    public virtual void See(Turn turn, Course course)
    {
    }

    /// <summary>Nothing more will happen.</summary>
    /// <param name="watched">When the watching ended.</param>
    public virtual void Close(TimeSpan watched, Course course)
    {
    }

    protected void Broken(TimeSpan at, string what) => _violations.Add(new(at, GetType().Name.Replace("Watch", "", StringComparison.Ordinal), what));
}
