using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;

namespace MassagerControl.Tests.Devices.Json;

public sealed class JsonFileReaderTests
{
    private sealed record Dish(string Name, int Plates, double Salt, bool Hot, MassagerKind Kind, string? Note, IReadOnlyList<Part> Parts);

    private sealed record Part(string Name, TimeSpan Time);

    private const string Good = """
        { "$schema": "x.json", "name": "soup", "plates": 3, "salt": 0.5, "hot": true, "kind": "ball",
          "parts": [ { "name": "cut", "seconds": 1.5 }, { "name": "boil", "seconds": 60 } ] }
        """;

    private static Dish Build(JsonObjectCursor dish) => new(
        dish.Required("name").Text(),
        dish.Required("plates").Int(1, 9),
        dish.Required("salt").Number(0, 1),
        dish.Required("hot").Bool(),
        dish.Required("kind").Enum<MassagerKind>(),
        dish.Optional("note")?.String(0, 5),
        dish.Required("parts").Array(part => part.Object(p => new Part(p.Required("name").Text(), p.Required("seconds").Seconds(0, 60))), 1, 3));

    private static FileReading<Dish> Parse(string json) => JsonFileReader.Parse("dish.json", json, Build);

    private static string[] Errors(string json) => [.. Parse(json).Errors.Select(error => error.ToString())];

    [Fact]
    public void A_good_file_gives_its_value_and_no_error()
    {
        var dish = Parse(Good);

        Assert.True(dish.Succeeded);
        Assert.Empty(dish.Errors);
        Assert.Equal(("soup", 3, 0.5, true, MassagerKind.Ball, null), (dish.Value.Name, dish.Value.Plates, dish.Value.Salt, dish.Value.Hot, dish.Value.Kind, dish.Value.Note));
        Assert.Equal([new Part("cut", TimeSpan.FromSeconds(1.5)), new Part("boil", TimeSpan.FromSeconds(60))], dish.Value.Parts);
    }

    [Fact]
    public void All_errors_come_at_once_each_with_file_path_and_reason()
    {
        var errors = Errors("""
            { "name": " ", "plates": 10, "salt": 1e400, "hot": "yes", "kind": "sofa", "note": "too long", "odd one": 1, "name": "x",
              "parts": [ { "name": 5, "seconds": 61 }, 7, { "seconds": 1, "extra": null } ] }
            """);

        Assert.Equal(
            [
                "dish.json: $.name: is given twice",
                "dish.json: $.name: is empty",
                "dish.json: $.plates: 10 is outside 1–9",
                "dish.json: $.salt: 1e400 is outside 0–1",
                "dish.json: $.hot: is a text; true or false is expected",
                "dish.json: $.kind: 'sofa' is none of gun, ball, roller, bed, other",
                "dish.json: $.note: has 8 characters; 0–5 are allowed",
                "dish.json: $.parts[0].name: is a number; a text is expected",
                "dish.json: $.parts[0].seconds: 61 is outside 0–60 seconds",
                "dish.json: $.parts[1]: is a number; an object is expected",
                "dish.json: $.parts[2].name: is missing",
                "dish.json: $.parts[2].extra: is unknown; known here: name, seconds",
                "dish.json: $['odd one']: is unknown; known here: $schema, name, plates, salt, hot, kind, note, parts",
            ],
            errors);
    }

    [Fact]
    public void Every_missing_member_is_named()
    {
        Assert.Equal(
            ["$.name", "$.plates", "$.salt", "$.hot", "$.kind", "$.parts"],
            Parse("{}").Errors.Where(error => error.Reason == "is missing").Select(error => error.Path));
    }

    [Theory]
    [InlineData("[]", "$: is an array; an object is expected")]
    [InlineData("null", "$: is null; an object is expected")]
    [InlineData("", "line 1, column 1")]
    [InlineData("{\n  \"a\": NaN }", "line 2, column 8")]
    [InlineData("{ \"a\": 1, }", "line 1, column 11")]
    [InlineData("{ } // no comments", "line 1, column 5")]
    [InlineData("{ \"a\": Infinity }", "line 1, column 8")]
    public void Bad_syntax_is_one_error_with_its_place(string json, string expected)
    {
        var error = Assert.Single(Parse(json).Errors);

        Assert.Contains(expected, error.ToString());
        Assert.DoesNotContain("LineNumber", error.Reason.Text);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e999")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("null")]
    [InlineData("\"3\"")]
    public void A_whole_number_is_whole_and_in_range(string number)
    {
        var error = Assert.Single(Parse(Good.Replace("\"plates\": 3", $"\"plates\": {number}")).Errors);

        Assert.Equal("$.plates", error.Path);
    }

    [Fact]
    public void A_whole_number_may_be_written_with_a_point_and_zero() => Assert.Empty(Errors(Good.Replace("\"plates\": 3", "\"plates\": 3.0")));

    [Fact]
    public void Too_few_and_too_many_items_are_errors()
    {
        var empty = Good.Replace(Good[Good.IndexOf('[')..(Good.IndexOf(']') + 1)], "[]");
        var four = Good.Replace(Good[Good.IndexOf('[')..(Good.IndexOf(']') + 1)], "[1, 2, 3, 4]");

        Assert.Equal(["dish.json: $.parts: has 0 items; 1–3 are allowed"], Errors(empty));
        Assert.Equal(["dish.json: $.parts: has 4 items; 1–3 are allowed"], Errors(four));
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_an_error_and_never_throws()
    {
        Assert.Equal(["dish.json: $.name: is not valid Unicode text"], Errors(Good.Replace("soup", "\\ud800")));
        Assert.Contains("dish.json: $: has a member whose name is not valid text", Errors(Good.Replace("\"hot\"", "\"\\udfff\"")));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_an_error()
    {
        var error = Assert.Single(JsonFileReader.Parse("dish.json", new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"' }, Build).Errors);

        Assert.Equal("is not UTF-8 text", error.Reason);
    }

    [Fact]
    public void A_byte_order_mark_is_allowed()
    {
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)];

        Assert.True(JsonFileReader.Parse("dish.json", marked, Build).Succeeded);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 33)) + "1" + new string('}', 33);

        Assert.Contains("depth", Assert.Single(Parse(deep).Errors).Reason.Text);
    }

    [Fact]
    public void Errors_are_bounded_and_stay_on_one_short_line()
    {
        var names = Enumerable.Range(0, 500).Select(i => $"\"a\\n{new string('b', 300)}{i}\": 1");
        var errors = Parse($"{{ {string.Join(",", names)} }}").Errors;

        Assert.Equal(101, errors.Length);
        Assert.All(errors, error => Assert.DoesNotContain('\n', error.ToString()));
        Assert.All(errors, error => Assert.True(error.ToString().Length < 500));
        Assert.Contains("the rest is not shown", errors[^1].Reason.Text);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_error_values()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var large = Path.Combine(folder.FullName, "large.json");
            File.WriteAllText(large, new string(' ', JsonFileReader.MostBytes + 1));
            var absent = Path.Combine(folder.FullName, "absent.json");

            Assert.Equal($"{absent}: $: cannot be read: there is no such file", Assert.Single(JsonFileReader.Read(absent, Build).Errors).ToString());
            Assert.Equal("is larger than 1024 KiB", Assert.Single(JsonFileReader.Read(large, Build).Errors).Reason.Text);
            Assert.Equal("cannot be read: it is a folder", Assert.Single(JsonFileReader.Read(folder.FullName, Build).Errors).Reason.Text);
            Assert.StartsWith("cannot be read", Assert.Single(JsonFileReader.Read("", Build).Errors).Reason.Text);
            Assert.StartsWith("cannot be read", Assert.Single(JsonFileReader.Read("a\0b", Build).Errors).Reason.Text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Objects_with_free_names_read_as_a_map()
    {
        var reading = JsonFileReader.Parse("map.json", """{ "m": { "b": 1, "a": 2 } }""", root =>
            string.Join(" ", root.Required("m").Map((name, value) => $"{name}={value.Int(0, 9)}")));

        Assert.Equal("b=1 a=2", reading.Value);
    }

    [Fact]
    public void A_check_of_the_finished_value_can_add_errors()
    {
        var reading = JsonFileReader.Parse("x.json", "{}", root =>
        {
            root.Error("$.steps[1]", "comes first");
            return "value";
        });

        Assert.Null(reading.Value);
        Assert.Equal("x.json: $.steps[1]: comes first", Assert.Single(reading.Errors).ToString());
    }

    [Fact]
    public void Damaged_files_give_errors_or_a_value_and_never_throw()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        var damage = from at in Gen.Choose(0, bytes.Length - 1) from value in Gen.Choose(0, 255) select (at, (byte)value);

        Prop.ForAll(Gen.ListOf(damage).ToArbitrary(), changes =>
        {
            var copy = bytes.ToArray();
            foreach (var (at, value) in changes)
                copy[at] = value;
            var reading = JsonFileReader.Parse("dish.json", copy, Build);
            return reading.Succeeded == reading.Errors.IsEmpty;
        }).QuickCheckThrowOnFailure();
    }
}
