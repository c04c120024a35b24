using MassagerControl.Clinic.Ledgers;

namespace MassagerControl.Tests.Clinic.Ledgers;

/// <summary>Whatever several rooms ask for, in whatever order, no second is lost or counted twice, and nothing is granted over a limit.</summary>
public sealed class LedgerPropertyTests
{
    private const int Tries = 10_000;
    private const int Steps = 24;

    private static readonly (string Area, string Side)[] Places = [("between-blades", "left"), ("between-blades", "right"), ("beside-spine", "left"), ("lower-back", "right")];

    [Fact]
    public void No_second_is_lost_or_counted_twice_and_none_is_granted_over_a_limit()
    {
        var (granted, refused, settled, lapsed) = (0, 0, 0, 0);
        for (var seed = 0; seed < Tries; seed++)
        {
            var one = new Try(seed);
            for (var step = 0; step < Steps; step++)
                one.Step();
            (granted, refused, settled, lapsed) = (granted + one.Granted, refused + one.Refused, settled + one.Settled, lapsed + one.Lapsed);
        }

        // The tries go everywhere: a generator that never gets that far would prove nothing.
        Assert.All([granted, refused, settled, lapsed], count => Assert.True(count > Tries / 2, $"{granted} granted, {refused} refused, {settled} settled, {lapsed} lapsed"));
    }

    private sealed class Try(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly LedgerBench _bench = new();
        private readonly LedgerModel _model = new();
        private int _next;

        public int Granted { get; private set; }

        public int Refused { get; private set; }

        public int Settled { get; private set; }

        public int Lapsed => _model.Sessions.Count(one => one.Press is null && !one.IsOpen(_bench.Now));

        public void Step()
        {
            switch (_random.Next(12))
            {
                case < 4:
                    Reserve(Fresh());
                    break;
                case 4:
                    ReserveAgain();
                    break;
                case < 8:
                    Settle();
                    break;
                case 8 when _random.Next(2) == 0:
                    HadWithoutTheClinic();
                    break;
                case 8:
                    _bench.Restart();
                    break;
                default:
                    _bench.Now += TimeSpan.FromMinutes(_random.Next(3) switch { 0 => _random.Next(5), 1 => _random.Next(60), _ => _random.Next(600) });
                    break;
            }
            Agree();
        }

        private ReserveRequest Fresh()
        {
            var (area, side) = Places[_random.Next(Places.Length)];
            var planned = _random.Next(3) switch { 0 => _random.Next(1, 61), 1 => _random.Next(1, 361), _ => 360 };
            return _bench.Request($"s{_next++}", planned, $"room{_random.Next(3)}", area, side, _random.Next(7, 31));
        }

        private void Reserve(ReserveRequest asked)
        {
            var may = _model.MayBegin(asked, _bench.Now);
            if (_bench.Reserve(asked) is Granted)
            {
                Assert.True(may, $"{Where}: {asked.Session} is over a limit");
                _model.Sessions.Add(new(asked, _bench.Now));
                Granted++;
                return;
            }
            Assert.False(may, $"{Where}: {asked.Session} was refused without need");
            Refused++;
        }

        private void ReserveAgain()
        {
            if (Any() is not { } known)
                return;
            Assert.Equal(known.IsOpen(_bench.Now), _bench.Reserve(known.Request) is Granted);
            Assert.IsType<Refused>(_bench.Reserve(known.Request with { Planned = known.Request.Planned + TimeSpan.FromSeconds(1) }));
        }

        private void Settle()
        {
            if (Any() is not { } known)
                return;
            var press = _random.Next(8) == 0 ? known.Request.Planned.TotalSeconds + 1 : _random.Next((int)known.Request.Planned.TotalSeconds + 1);
            if (known.Press is { } before)
            {
                Assert.IsType<Counted>(_bench.Settle(known.Request.Session, before.TotalSeconds, known.Request.Room));
                Assert.Equal(press == before.TotalSeconds, _bench.Settle(known.Request.Session, press, known.Request.Room) is Counted);
                return;
            }
            Assert.IsType<Refused>(_bench.Settle(known.Request.Session, press, "another"));
            Assert.IsType<Counted>(_bench.Settle(known.Request.Session, press, known.Request.Room));
            (known.Press, known.Settled) = (TimeSpan.FromSeconds(press), _bench.Now);
            Settled++;
        }

        private void HadWithoutTheClinic()
        {
            var asked = Fresh();
            var (seconds, latest) = ((int)asked.Planned.TotalSeconds, _bench.Now.AddMinutes(_random.Next(-300, 300)));
            for (var again = 0; again < 2; again++)
                Assert.IsType<Counted>(_bench.Allowed(asked.Session, seconds, latest, asked.Room, asked.Area, asked.Side));
            Assert.IsType<Refused>(_bench.Allowed(asked.Session, seconds + 1, latest, asked.Room, asked.Area, asked.Side));
            var end = latest < _bench.Now ? latest : _bench.Now;
            // As one that was granted and settled at its end: it is told again by its allowance only.
            _model.Sessions.Add(new(asked with { Until = end }, end) { Press = asked.Planned, Settled = end, Allowed = true });
        }

        private ModelSession? Any() => _model.Sessions.Where(one => !one.Allowed).ToArray() is { Length: > 0 } granted ? granted[_random.Next(granted.Length)] : null;

        private void Agree()
        {
            Assert.Equal(
                _model.Sessions.Select(one => (one.Request.Session, one.Counts)),
                _bench.State.Sessions.Select(one => (one.Session, one.Counted)));
            var day = _model.Sessions.Where(one => one.End(_bench.Now) > _bench.Now.AddHours(-24)).Sum(one => one.Counts.TotalSeconds);
            Assert.Equal(Math.Max(0, 1080 - day), _bench.Forecast().DayRoom.TotalSeconds);
        }

        private string Where => $"try {seed}";
    }
}
