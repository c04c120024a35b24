using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

public sealed class ProfileCatalogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void All_shipped_profiles_are_good()
    {
        var all = ProfileCatalog.Shipped().ReadAll();

        Assert.Empty(all.Errors);
        Assert.Equal(ProfileCatalog.Shipped().Ids(), all.Profiles.Select(profile => profile.Id));
        Assert.Superset(new HashSet<string> { "sim-percussion-gun", "sim-vibration-ball", "therabody-wave-solo" }, all.Profiles.Select(profile => profile.Id).ToHashSet());
    }

    [Fact]
    public void No_shipped_profile_claims_more_than_is_known()
    {
        Assert.All(ProfileCatalog.Shipped().ReadAll().Profiles, profile =>
        {
            Assert.False(profile.Provenance.VerifiedOnHardware);
            Assert.NotEmpty(profile.Provenance.Sources);
        });
    }

    [Fact]
    public void A_broken_file_is_reported_and_left_out()
    {
        Write("small.json", ProfileText.Small);
        Write("broken.json", "{");
        Write("other.json", ProfileText.Small);
        Write("massager-profile.schema.json", "{}");
        var catalog = new ProfileCatalog(_folder.FullName);

        var all = catalog.ReadAll();

        Assert.Equal(["broken", "other", "small"], catalog.Ids());
        Assert.Equal(["small"], all.Profiles.Select(profile => profile.Id));
        Assert.Equal(["$", "$.id"], all.Errors.Select(error => error.Path));
        Assert.False(catalog.Find("broken")!.Succeeded);
        Assert.True(catalog.Find("small")!.Succeeded);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("../small")]
    [InlineData("")]
    public void An_unknown_id_finds_nothing(string id)
    {
        Write("small.json", ProfileText.Small);

        Assert.Null(new ProfileCatalog(_folder.FullName).Find(id));
        Assert.Null(new ProfileCatalog(Path.Combine(_folder.FullName, "absent")).Find(id));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
