using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Tests.Chaos;

/// <summary>A bug, the session in which it must show, and the words of the judge who must notice.</summary>
/// <param name="Rule">The judge: a watch without <c>Watch</c>.</param>
internal sealed record PlantedBug(string Rule, string Words, Scenario Scenario, Sabotage Sabotage);
