using System.Collections.Frozen;
using System.Globalization;

namespace MassagerControl.Runtime.Keys;

/// <summary>The names of keys, as <c>linux/input-event-codes.h</c> has them, without <c>KEY_</c> before them: of keyboards, remotes, presenters and game pads.</summary>
public static class KeyNames
{
    private const string Prefix = "KEY_";

    // The code of the first name of each row of names; the names after it have the codes that follow.
    private static readonly (int First, string Names)[] Rows =
    [
        (0x1, """
            ESC 1 2 3 4 5 6 7 8 9 0 MINUS EQUAL BACKSPACE TAB Q W E R T Y U I O P LEFTBRACE RIGHTBRACE ENTER LEFTCTRL A S D F G H J K L SEMICOLON
            APOSTROPHE GRAVE LEFTSHIFT BACKSLASH Z X C V B N M COMMA DOT SLASH RIGHTSHIFT KPASTERISK LEFTALT SPACE CAPSLOCK F1 F2 F3 F4 F5 F6 F7 F8 F9
            F10 NUMLOCK SCROLLLOCK KP7 KP8 KP9 KPMINUS KP4 KP5 KP6 KPPLUS KP1 KP2 KP3 KP0 KPDOT
            """),
        (0x55, """
            ZENKAKUHANKAKU 102ND F11 F12 RO KATAKANA HIRAGANA HENKAN KATAKANAHIRAGANA MUHENKAN KPJPCOMMA KPENTER RIGHTCTRL KPSLASH SYSRQ RIGHTALT
            LINEFEED HOME UP PAGEUP LEFT RIGHT END DOWN PAGEDOWN INSERT DELETE MACRO MUTE VOLUMEDOWN VOLUMEUP POWER KPEQUAL KPPLUSMINUS PAUSE SCALE
            KPCOMMA HANGEUL HANJA YEN LEFTMETA RIGHTMETA COMPOSE STOP AGAIN PROPS UNDO FRONT COPY OPEN PASTE FIND CUT HELP MENU CALC SETUP SLEEP WAKEUP
            FILE SENDFILE DELETEFILE XFER PROG1 PROG2 WWW MSDOS COFFEE ROTATE_DISPLAY CYCLEWINDOWS MAIL BOOKMARKS COMPUTER BACK FORWARD CLOSECD EJECTCD
            EJECTCLOSECD NEXTSONG PLAYPAUSE PREVIOUSSONG STOPCD RECORD REWIND PHONE ISO CONFIG HOMEPAGE REFRESH EXIT MOVE EDIT SCROLLUP SCROLLDOWN
            KPLEFTPAREN KPRIGHTPAREN NEW REDO F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24
            """),
        (0xc8, """
            PLAYCD PAUSECD PROG3 PROG4 ALL_APPLICATIONS SUSPEND CLOSE PLAY FASTFORWARD BASSBOOST PRINT HP CAMERA SOUND QUESTION EMAIL CHAT SEARCH
            CONNECT FINANCE SPORT SHOP ALTERASE CANCEL BRIGHTNESSDOWN BRIGHTNESSUP MEDIA SWITCHVIDEOMODE KBDILLUMTOGGLE KBDILLUMDOWN KBDILLUMUP SEND
            REPLY FORWARDMAIL SAVE DOCUMENTS BATTERY BLUETOOTH WLAN UWB UNKNOWN VIDEO_NEXT VIDEO_PREV BRIGHTNESS_CYCLE BRIGHTNESS_AUTO DISPLAY_OFF WWAN
            RFKILL MICMUTE
            """),
        (0x110, """
            BTN_LEFT BTN_RIGHT BTN_MIDDLE BTN_SIDE BTN_EXTRA BTN_FORWARD BTN_BACK BTN_TASK
            """),
        (0x120, """
            BTN_TRIGGER BTN_THUMB BTN_THUMB2 BTN_TOP BTN_TOP2 BTN_PINKIE BTN_BASE BTN_BASE2 BTN_BASE3 BTN_BASE4 BTN_BASE5 BTN_BASE6
            """),
        (0x130, """
            BTN_SOUTH BTN_EAST BTN_C BTN_NORTH BTN_WEST BTN_Z BTN_TL BTN_TR BTN_TL2 BTN_TR2 BTN_SELECT BTN_START BTN_MODE BTN_THUMBL BTN_THUMBR
            """),
        (0x160, """
            OK SELECT GOTO CLEAR POWER2 OPTION INFO TIME VENDOR ARCHIVE PROGRAM CHANNEL FAVORITES EPG PVR MHP LANGUAGE TITLE SUBTITLE ANGLE FULL_SCREEN
            MODE KEYBOARD ASPECT_RATIO PC TV TV2 VCR VCR2 SAT SAT2 CD TAPE RADIO TUNER PLAYER TEXT DVD AUX MP3 AUDIO VIDEO DIRECTORY LIST MEMO CALENDAR
            RED GREEN YELLOW BLUE CHANNELUP CHANNELDOWN FIRST LAST AB NEXT RESTART SLOW SHUFFLE BREAK PREVIOUS DIGITS TEEN TWEN VIDEOPHONE GAMES ZOOMIN
            ZOOMOUT ZOOMRESET WORDPROCESSOR EDITOR SPREADSHEET GRAPHICSEDITOR PRESENTATION DATABASE NEWS VOICEMAIL ADDRESSBOOK MESSENGER DISPLAYTOGGLE
            SPELLCHECK LOGOFF DOLLAR EURO FRAMEBACK FRAMEFORWARD CONTEXT_MENU MEDIA_REPEAT 10CHANNELSUP 10CHANNELSDOWN IMAGES
            """),
        (0x1bc, """
            NOTIFICATION_CENTER PICKUP_PHONE
            """),
        (0x200, """
            NUMERIC_0 NUMERIC_1 NUMERIC_2 NUMERIC_3 NUMERIC_4 NUMERIC_5 NUMERIC_6 NUMERIC_7 NUMERIC_8 NUMERIC_9
            """),
    ];

    private static readonly FrozenDictionary<int, string> ByCode = Rows
        .SelectMany(row => row.Names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select((name, index) => (Code: row.First + index, Name: name)))
        .ToFrozenDictionary(key => key.Code, key => key.Name);

    private static readonly FrozenDictionary<string, int> ByName = ByCode.ToFrozenDictionary(key => key.Value, key => key.Key, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int> Ratings = Enumerable.Range(0, 10)
        .SelectMany(digit => new[] { $"{digit}", $"KP{digit}", $"NUMERIC_{digit}" }.Select(name => (Name: name, Rating: digit == 0 ? 10 : digit)))
        .ToFrozenDictionary(key => key.Name, key => key.Rating);

    /// <returns><c>KEY_</c> and the number for a key without a name here.</returns>
    public static string Of(int code) => ByCode.TryGetValue(code, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{code}");

    /// <param name="name">In large or small letters, with or without <c>KEY_</c>; or <c>KEY_</c> and a number.</param>
    /// <returns>Null where no key is called so.</returns>
    public static int? Code(string name)
    {
        if (ByName.TryGetValue(name, out var code))
            return code;
        if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = name[Prefix.Length..];
        // A digit alone is the name of a key: KEY_1 has the code 2.
        if (ByName.TryGetValue(rest, out var named))
            return named;
        return int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= KeyBits.Last ? number : null;
    }

    /// <returns>What a number key rates, 0 being ten; null for every other key.</returns>
    public static int? Rating(int code) => Ratings.TryGetValue(Of(code), out var rating) ? rating : null;
}
