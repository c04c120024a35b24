namespace MassagerControl.Devices.Captures.Att;

/// <summary>What a reader of conversations counts: above all what it did not understand.</summary>
public enum CountedKind
{
    /// <summary>Packets of the file, all of them.</summary>
    Packets,

    /// <summary>Packets of the attribute protocol.</summary>
    AttPackets,

    /// <summary>Reports or packets in which a device advertised.</summary>
    Advertisements,

    /// <summary>Packets that carry no conversation with a device.</summary>
    Other,

    /// <summary>Records of which the file holds only the beginning; their values are left out.</summary>
    Cut,

    /// <summary>Packets whose lengths contradict each other.</summary>
    Malformed,

    /// <summary>Fragments whose beginning is not in the file.</summary>
    FragmentsWithoutBeginning,

    /// <summary>Fragments of which the file does not say which of two unfinished packets they go on with.</summary>
    AmbiguousFragments,

    /// <summary>Packets that a fragment of the next one cut short.</summary>
    Unfinished,

    /// <summary>Data on channels that are no attribute protocol.</summary>
    OtherChannels,

    /// <summary>Channels opened for the attribute protocol over classic Bluetooth; what is said there is not read.</summary>
    ClassicAttChannels,

    /// <summary>Channels opened for the enhanced attribute protocol; what is said there is not read.</summary>
    EnhancedAttChannels,

    /// <summary>Codes that the attribute protocol does not know.</summary>
    UnknownOpcodes,

    /// <summary>Answers to questions that are not in the file.</summary>
    AnswersWithoutQuestion,

    /// <summary>Answers with several values whose borders nobody says.</summary>
    UnsplitValues,

    /// <summary>Parts of long values whose beginning is not in the file.</summary>
    PartsWithoutBeginning,

    /// <summary>Answers that refuse.</summary>
    Errors,

    /// <summary>Those that refuse for want of pairing, encryption or permission.</summary>
    SecurityErrors,

    /// <summary>Packets of the air that are encrypted: not read, not guessed at.</summary>
    EncryptedAirPackets,

    /// <summary>Packets of the air that were heard again because nobody had acknowledged them; left out.</summary>
    AirRetransmissions,

    /// <summary>Packets of the air with a wrong checksum; left out.</summary>
    AirChecksumErrors,

    /// <summary>Attempts to pair.</summary>
    Pairings,

    /// <summary>Records whose direction contradicts what they are; the file's directions were not believed.</summary>
    WrongDirections,

    /// <summary>Devices that only advertised and were given up to keep the memory bounded.</summary>
    AdvertisersLeftOut,

    /// <summary>Packets of the attribute protocol with devices beyond those that are kept.</summary>
    PacketsOfDevicesLeftOut,
}
