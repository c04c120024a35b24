using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class StoreTablesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly ClockReading AtNoon = new(Noon, "boot", TimeSpan.FromHours(3));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly MassagerStore _store;

    public StoreTablesTests() => _store = MassagerStore.Open(_folder.FullName).Store!;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_session_is_open_until_its_end_is_written()
    {
        var beginning = new NewSession(AtNoon, "sim:x", "x", "lower-back", "left", "compression", true, "{}", TimeSpan.FromSeconds(150), OwnerProcess.Own);
        var id = _store.Write(work => new SessionTable(work).Begin(beginning));
        var closing = new SessionClosing(Noon + Minute, "stopped", "stopped: key", 2, TimeSpan.FromSeconds(50.5), 33.33, true);

        var open = Sessions(table => table.Open());
        var ended = _store.Write(work => new SessionTable(work).End(id, closing));
        var twice = _store.Write(work => new SessionTable(work).End(id, closing with { Outcome = "completed" }));

        Assert.Equal([new StoredSession(id, beginning, null)], open);
        Assert.True(ended);
        Assert.False(twice);
        Assert.Empty(Sessions(table => table.Open()));
        Assert.Equal(new StoredSession(id, beginning, closing), Sessions(table => table.Find(id)));
        Assert.Equal([id], Sessions(table => table.Newest(5)).Select(session => session.Id));
        Assert.Null(Sessions(table => table.Find(id + 1)));
    }

    [Fact]
    public void Events_come_back_in_their_order()
    {
        var id = _store.Write(work => new SessionTable(work).Begin(
            new(AtNoon, "d", null, "a", null, "p", false, "{}", Minute, OwnerProcess.Own)));
        StoredEvent[] events = [new(1, TimeSpan.Zero, "phase", "{}"), new(2, TimeSpan.FromMilliseconds(1500), "level", """{"t":1.5}""")];
        foreach (var told in events.Reverse())
            _store.Write(work => new SessionTable(work).Append(id, told));

        Assert.Equal(events, Sessions(table => table.Events(id)));
    }

    [Fact]
    public void Events_belong_to_a_session() =>
        Assert.Throws<StoreException>(() => _store.Write(work => new SessionTable(work).Append(9, new(1, Minute, "phase", "{}"))));

    [Fact]
    public void A_running_device_stays_until_it_is_cleared()
    {
        var owner = new OwnerProcess(12, "then");
        var id = _store.Write(work => new RunningDevices(work).Mark("sim:x", "x", null, owner, Noon));

        var running = _store.Read(work => new RunningDevices(work).All());
        var cleared = _store.Write(work => new RunningDevices(work).Clear(id, Noon, "confirmed by the device"));
        var twice = _store.Write(work => new RunningDevices(work).Clear(id, Noon, "again"));

        Assert.Equal([new RunningDevice(id, "sim:x", "x", null, owner, Noon)], running);
        Assert.True(cleared);
        Assert.False(twice);
        Assert.Empty(_store.Read(work => new RunningDevices(work).All()));
    }

    [Fact]
    public void The_dose_of_a_session_grows_and_never_shrinks()
    {
        var id = _store.Write(work => new SessionTable(work).Begin(
            new(AtNoon, "d", null, "a", null, "p", false, "{}", Minute, OwnerProcess.Own)));
        var dose = new DoseEntry("a", id, AtNoon, "a", null, TimeSpan.FromSeconds(30), "d");
        foreach (var seconds in (int[])[10, 30, 20])
            Doses(table => table.Save(dose with { Press = TimeSpan.FromSeconds(seconds) }));
        Doses(table => table.Save(dose with { Mark = "b", Session = null, Side = "left", Ended = new(Noon + Minute, null, TimeSpan.Zero) }));

        var doses = _store.Read(work => new DoseTable(work).All());

        Assert.Equal([dose, dose with { Mark = "b", Session = null, Side = "left", Ended = new(Noon + Minute, null, TimeSpan.Zero) }], doses);
        Assert.Equal(dose, _store.Read(work => new DoseTable(work).Find("a")));
        Assert.Null(_store.Read(work => new DoseTable(work).Find("c")));
    }

    [Fact]
    public void No_dose_ends_before_the_newest_one()
    {
        var dose = new DoseEntry("a", null, AtNoon, "a", null, Minute, "d");
        Doses(table => table.Save(dose));
        Doses(table => table.Save(dose with { Mark = "b", Ended = AtNoon with { Wall = Noon - Minute } }));
        // One that was moved moves no other.
        Doses(table => table.Save(dose with { Mark = "c", Ended = AtNoon with { Wall = Noon + Minute } }));

        Assert.Equal(
            [(Noon, null), (Noon, Noon - Minute), (Noon + Minute, (DateTimeOffset?)null)],
            _store.Read(work => new DoseTable(work).All()).Select(stored => (stored.Ended.Wall, stored.Noticed)));
    }

    [Fact]
    public void The_first_notice_of_an_end_in_the_future_counts()
    {
        Doses(table => table.Save(new DoseEntry("a", null, AtNoon, "a", null, Minute, "d")));
        Doses(table => table.Notice("a", Noon - 2 * Minute));
        Doses(table => table.Notice("a", Noon - Minute));

        Assert.Equal(Noon - 2 * Minute, _store.Read(work => new DoseTable(work).Find("a"))!.Noticed);
    }

    [Fact]
    public void A_lock_holds_until_it_is_cleared_and_is_kept_after_that()
    {
        var id = _store.Write(work => new AreaLockTable(work).Lock("lower-back", "left", Noon, "sharp", null));

        Assert.True(_store.Write(work => new AreaLockTable(work).MarkRead(id, Noon + Minute)));
        Assert.False(_store.Write(work => new AreaLockTable(work).MarkRead(id, Noon + 2 * Minute)));
        var holding = _store.Read(work => new AreaLockTable(work).Holding());
        Assert.True(_store.Write(work => new AreaLockTable(work).Clear(id, Noon + 3 * Minute)));
        Assert.False(_store.Write(work => new AreaLockTable(work).Clear(id, Noon + 4 * Minute)));

        var holds = new AreaLock(id, "lower-back", "left", Noon, "sharp", null, Noon + Minute, null);
        Assert.Equal([holds], holding);
        Assert.Empty(_store.Read(work => new AreaLockTable(work).Holding()));
        Assert.Equal([holds with { Cleared = Noon + 3 * Minute }], _store.Read(work => new AreaLockTable(work).All()));
    }

    [Fact]
    public void The_last_check_in_is_the_newest()
    {
        Assert.Null(_store.Read(work => new CheckInTable(work).Last()));
        _store.Write(work => new CheckInTable(work).Add(Noon, """{"fever":false}""", "ok"));
        var id = _store.Write(work => new CheckInTable(work).Add(Noon - Minute, """{"fever":true}""", "refused"));

        Assert.Equal(new CheckInEntry(id, Noon - Minute, """{"fever":true}""", "refused"), _store.Read(work => new CheckInTable(work).Last()));
        Assert.Equal(2, _store.Read(work => new CheckInTable(work).All()).Length);
    }

    [Fact]
    public void Advice_is_remembered_by_kind_and_area()
    {
        _store.Write(work => new AdviceTable(work).Add("no-gain", null, Noon));
        _store.Write(work => new AdviceTable(work).Add("no-gain", null, Noon + Minute));

        Assert.Equal(Noon + Minute, _store.Read(work => new AdviceTable(work).LastShown("no-gain", null)));
        Assert.Null(_store.Read(work => new AdviceTable(work).LastShown("no-gain", "lower-back")));
        Assert.Null(_store.Read(work => new AdviceTable(work).LastShown("pain", null)));
    }

    [Fact]
    public void A_paired_device_is_found_changed_and_forgotten()
    {
        var device = new PairedDevice("ball", "Ball 1", "AA:BB", "sim-vibration-ball", "bluez", Noon, Noon);
        _store.Write(work => new DeviceTable(work).Save(device));
        _store.Write(work => new DeviceTable(work).Save(device with { Name = "Ball 2" }));
        Assert.True(_store.Write(work => new DeviceTable(work).Saw("ball", Noon + Minute)));

        Assert.Equal(device with { Name = "Ball 2", LastSeen = Noon + Minute }, _store.Read(work => new DeviceTable(work).Find("ball")));
        Assert.Single(_store.Read(work => new DeviceTable(work).All()));
        Assert.True(_store.Write(work => new DeviceTable(work).Forget("ball")));
        Assert.False(_store.Write(work => new DeviceTable(work).Forget("ball")));
        Assert.False(_store.Write(work => new DeviceTable(work).Saw("ball", Noon)));
    }

    private void Doses(Action<DoseTable> write) => _store.Write(work => write(new DoseTable(work)));

    private T Sessions<T>(Func<SessionTable, T> read) => _store.Read(work => read(new SessionTable(work)));
}
