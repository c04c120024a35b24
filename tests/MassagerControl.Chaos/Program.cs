using System.Diagnostics;
using MassagerControl.Chaos.Generation;
using MassagerControl.Chaos.Judging;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

var n = int.Parse(args[0]);
var from = args.Length > 1 ? int.Parse(args[1]) : 0;
var verbose = args.Length > 2;
var watch = Stopwatch.StartNew();
var outcomes = new Dictionary<string,int>(); var bad = 0; var rules = new Dictionary<string,int>();
var hits = new Dictionary<(string,string),int>();
for (var i = from; i < from + n; i++)
{
    var (scenario, prepared) = ScenarioMaker.Make(7, i);
    var account = ChaosSession.Run(scenario, prepared, Sabotage.None);
    foreach (var h in account.Hits) hits[h] = hits.GetValueOrDefault(h) + 1;
    var v = Judge.Of(account);
    var o = account.Ended.End?.Outcome ?? "broken";
    outcomes[o] = outcomes.GetValueOrDefault(o) + 1;
    if (v.Length > 0) { bad++; foreach (var x in v) rules[x.Rule] = rules.GetValueOrDefault(x.Rule)+1; if (bad <= 40) Console.WriteLine($"{i} {v[0]}  (+{v.Length-1})"); }
    if (verbose)
    {
        Console.WriteLine(ScenarioFile.Text(scenario));
        foreach (var e in account.Entries) if (e is not OwnerBeat) Console.WriteLine(e);
        foreach (var x in v) Console.WriteLine(x);
    }
}
Console.WriteLine($"{n} sessions, {bad} bad, {n / watch.Elapsed.TotalSeconds:0} /s; {string.Join(", ", outcomes)}; {string.Join(", ", rules)}; covered {Aim.All.Count(a => hits.ContainsKey((a.Fault, a.Phase)))}/{Aim.All.Length}");
Console.WriteLine("missing " + string.Join(" ", Aim.All.Where(a => !hits.ContainsKey((a.Fault, a.Phase)))));
