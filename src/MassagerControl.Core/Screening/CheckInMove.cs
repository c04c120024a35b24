namespace MassagerControl.Core.Screening;

/// <summary>What a person does at one page of the check-in, whatever they do it with.</summary>
public abstract record CheckInMove;

/// <summary>Marks one item of a list, or takes its mark away; on the list of emergencies it is the answer.</summary>
/// <param name="Item">From 1.</param>
public sealed record MarkItem(int Item) : CheckInMove;

/// <summary>Goes on with what is marked, or past the summary.</summary>
public sealed record GoOn : CheckInMove;

public sealed record NoneOfThese : CheckInMove;

/// <summary>Yes, or not sure, without saying which; only on the list of emergencies.</summary>
public sealed record SomeOfThese : CheckInMove;

public sealed record SameAsLastTime : CheckInMove;

/// <summary>Answers a single question.</summary>
public sealed record GiveAnswer(CheckInAnswer Answer) : CheckInMove;

/// <summary>Takes the marks away, else goes back to the page before.</summary>
public sealed record GoBack : CheckInMove;

/// <summary>No session.</summary>
public sealed record Leave : CheckInMove;
