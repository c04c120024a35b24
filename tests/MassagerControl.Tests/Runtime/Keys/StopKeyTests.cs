using MassagerControl.Runtime.Keys;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Keys;

public sealed class StopKeyTests
{
    private readonly FakeInput _computer = new();

    [Theory]
    [InlineData("AB Shutter3", "AB Shutter3")]
    [InlineData("AB Shutter3:VOLUMEUP", "AB Shutter3", 115)]
    [InlineData(" AB Shutter3 : key_volumeup ", "AB Shutter3", 115)]
    [InlineData("AB Shutter3:KEY_700", "AB Shutter3", 700)]
    [InlineData("/dev/input/by-id/usb-a_b-0:1.0-event-kbd", "/dev/input/by-id/usb-a_b-0:1.0-event-kbd")]
    [InlineData("/dev/input/event5:B", "/dev/input/event5", 48)]
    [InlineData("Shutter:VOLUMEUPP", "Shutter:VOLUMEUPP")]
    public void A_key_is_what_stands_behind_the_last_colon_and_is_one(string text, string device, params int[] keys)
    {
        var read = StopKey.Parse(text)!;

        Assert.Equal(device, read.Device);
        Assert.Equal(keys, read.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(" :VOLUMEUP")]
    public void A_key_without_a_device_is_none(string text) => Assert.Null(StopKey.Parse(text));

    [Fact]
    public void Several_keys_of_one_device_are_wanted_together_and_any_outweighs_one()
    {
        var joined = StopKey.Joined(new[] { "A:VOLUMEUP", "a:VOLUMEDOWN", "B:ENTER", "B" }.Select(text => StopKey.Parse(text)!));

        Assert.Equal([("A", "115 114"), ("B", "")], joined.Select(key => (key.Device, string.Join(' ', key.Keys))));
        Assert.True(joined[0].Stops(114) && !joined[0].Stops(28) && joined[1].Stops(1));
    }

    [Fact]
    public void What_is_not_there_has_not_the_key_or_may_not_be_read_is_told_with_what_to_do()
    {
        _computer.Plug("AB Shutter3", 3, 115);
        var locked = _computer.Plug("Locked \"one\"", 4, 115);
        locked.Shown = locked.Shown with { Problem = "Permission denied" };

        Assert.Equal(["--stop-key: there is no input device 'Clicker' with keys (massager keys shows what there is)"], Problems("Clicker"));
        Assert.Equal(["--stop-key: there is no input device 'AB Shutter3:VOLUMEUPP' with keys (massager keys shows what there is)"], Problems("AB Shutter3:VOLUMEUPP"));
        Assert.Equal(["--stop-key: 'AB Shutter3' has no key ENTER (massager keys shows which it has)"], Problems("shutter:ENTER"));
        Assert.Equal([], Problems("shutter"));
        var refused = Problems("Locked");
        Assert.Equal(3, refused.Length);
        Assert.Contains("cannot be read by this user: Permission denied", refused[0], StringComparison.Ordinal);
        Assert.Contains("usermod -aG input", refused[1], StringComparison.Ordinal);
        Assert.Contains("""ATTRS{name}=="Locked ?one?", TAG+="uaccess" """.TrimEnd(), refused[2], StringComparison.Ordinal);
    }

    private string[] Problems(string text) => [.. StopKeySearch.Problems(_computer.Port, [StopKey.Parse(text)!]).Select(problem => problem.Text)];
}
