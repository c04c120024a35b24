using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Voice;

namespace MassagerControl.Tests.Runtime.Voice;

/// <summary>Real processes: a program that is called as a voice and writes down what it is told.</summary>
public sealed class VoiceProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_sentence_is_one_word_of_the_command_line_with_language_and_volume_before_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        Install("espeak-ng", "printf '<%s>' \"$@\" > \"$(dirname \"$0\")/told\"");
        var speak = VoiceProcess.With(VoiceProgram.Find(_folder.FullName)!, new(Language.Find("de")!, 30));

        Assert.True(await speak("Langsam drücken; $(touch no) `touch no`")!.Ended);
        Assert.Equal("<-v><de><-a><60><Langsam drücken; $(touch no) `touch no`>", await File.ReadAllTextAsync(At("told"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_that_fails_one_that_is_cut_and_one_that_is_gone_are_told_apart_from_one_that_spoke()
    {
        if (OperatingSystem.IsWindows())
            return;
        Install("spd-say", "echo much text; echo more >&2; [ \"$3\" = wait ] && exec sleep 60; exit 7");
        var program = VoiceProgram.Find(_folder.FullName)!;
        var speak = VoiceProcess.With(program, new(Language.English, null));

        Assert.False(await speak("fail")!.Ended);
        var sentence = speak("wait")!;
        sentence.Cut();
        Assert.False(await sentence.Ended);
        sentence.Cut();
        File.Delete(program.Path);
        Assert.Null(speak("gone"));
    }

    /// <summary>What espeak-ng 1.51 of Debian 12 did on a computer without a sound card.</summary>
    [Fact]
    public async Task One_that_finds_no_sound_card_and_ends_with_0_has_failed()
    {
        if (OperatingSystem.IsWindows())
            return;
        Install("espeak-ng", "echo \"ALSA lib pcm.c:2666:(snd_pcm_open_noupdate) Unknown PCM default\" >&2; [ \"$3\" = deaf ] && echo \"error: No such file or directory\" >&2; exit 0");
        var speak = VoiceProcess.With(VoiceProgram.Find(_folder.FullName)!, new(Language.English, null));

        Assert.True(await speak("well")!.Ended);
        Assert.False(await speak("deaf")!.Ended);
    }

    [Fact]
    public void The_voice_that_can_be_cut_is_preferred_and_a_file_that_cannot_run_is_none()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Null(VoiceProgram.Find(null));
        Assert.Null(VoiceProgram.Find(_folder.FullName));
        File.WriteAllText(At("espeak-ng"), "");
        Assert.Null(VoiceProgram.Find(_folder.FullName));
        Install("spd-say", "true");
        Assert.Equal("spd-say", VoiceProgram.Find($"/nowhere:{_folder.FullName}")!.Name);
        Install("espeak-ng", "true");
        Assert.Equal(new VoiceProgram("espeak-ng", At("espeak-ng")), VoiceProgram.Find($":{_folder.FullName}:/nowhere"));
    }

    [Theory]
    [InlineData("espeak-ng", false, null, "-v en Hold.")]
    [InlineData("espeak-ng", true, 100, "-v de -a 200 Hold.")]
    [InlineData("spd-say", false, 50, "-l en -i 0 Hold.")]
    [InlineData("spd-say", true, 0, "-l de -i -100 Hold.")]
    public void Each_program_has_its_own_words(string name, bool german, int? volume, string words) =>
        Assert.Equal(words, string.Join(' ', new VoiceProgram(name, name).Arguments("Hold.", new(german ? Language.Find("de")! : Language.English, volume))));

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private void Install(string name, string script)
    {
        File.WriteAllText(At(name), $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
