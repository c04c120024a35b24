using Microsoft.Extensions.Logging;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>What the ledgers log: no person, no place.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(101, LogLevel.Warning, "a request contradicts its ledger: {reasons}")]
    public static partial void Contradiction(ILogger log, string reasons);
}
