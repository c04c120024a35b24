using System.Collections.Immutable;
using MassagerControl.Chaos.Judging;

namespace MassagerControl.Chaos.Odd;

/// <summary>What came of one odd session, and which promises it broke.</summary>
/// <param name="Lines">Its course, for readers.</param>
internal sealed record OddCourse(ImmutableArray<string> Lines, ImmutableArray<Violation> Violations, bool Ran);
