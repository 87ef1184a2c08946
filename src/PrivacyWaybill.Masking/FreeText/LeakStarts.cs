using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyWaybill.Masking.Addresses;
using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>
/// Which leaks may start with a Han character. Most characters start none, and one look into a table tells
/// (asking each detector for each character took six times as long).
/// </summary>
internal static class LeakStarts
{
    /// <summary>An announced account.</summary>
    public const ushort Account = 1;

    /// <summary>An announced code.</summary>
    public const ushort Code = 2;

    /// <summary>A number plate.</summary>
    public const ushort Plate = 4;

    /// <summary>An announced person.</summary>
    public const ushort Announced = 8;

    /// <summary>A surname.</summary>
    public const ushort Surname = 16;

    /// <summary>The end of a company's name.</summary>
    public const ushort Company = 32;

    /// <summary>An announced unit, or one named without a number.</summary>
    public const ushort Unit = 64;

    /// <summary>An announced identity document.</summary>
    public const ushort Paper = 128;

    /// <summary>A person announced by a role or a verb.</summary>
    public const ushort WeaklyAnnounced = 512;

    /// <summary>A form's label.</summary>
    public const ushort Label = 256;

    // A cue of one character, which is told by what may stand behind any of them.
    private const ushort Short = 1024;

    // What starts without a cue, at whatever stands behind.
    private const int Uncued = Surname | Company;

    private static readonly WordTable[] s_cues =
    [
        AccountLeaks.HanCues, CodeLeaks.Cues, CodeLeaks.WeakCues, IdentityLeaks.PaperCues, PersonLeaks.Cues, ShapedPeople.Cues,
        PersonLeaks.Labels, UnitLeaks.Cues,
    ];

    private static readonly Text.CharSet s_behindShort = new(Names.Surnames.Starts + "小老阿是为一下号號群" + HanNumerals.Digits + UnitLeaks.Stems);
    private static readonly ushort[] s_table = Build();
    private static readonly PairFilter s_pairs = BuildPairs();

    /// <summary>The leaks that may start with a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Of(char c) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_table), c);

    /// <summary>All characters that start one.</summary>
    public static string Characters { get; } = string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => Of(c) != 0));

    /// <summary>The leaks that may start with a Han character and the one behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(char first, char second)
    {
        var starts = Of(first);
        // What is no Han character may be the number or the link behind a cue of one character.
        return (starts & ~Uncued) == 0 || !CharKinds.Is(second, CharKinds.AllHan) || s_pairs.MayContain(first, second)
            || (starts & Short) != 0 && s_behindShort.Contains(second) ? starts : starts & Uncued;
    }

    private static PairFilter BuildPairs()
    {
        var pairs = new PairFilter();
        foreach (var word in s_cues.SelectMany(cues => cues.Words).Where(word => word.Length > 1)) pairs.Add(word[0], word[1]);
        foreach (var stem in UnitLeaks.Stems)
            foreach (var c in Markers.Starts) pairs.Add(stem, c);
        return pairs;
    }

    private static void Mark(ushort[] table, string characters, ushort leak)
    {
        foreach (var c in characters) table[c] |= leak;
    }

    private static ushort[] Build()
    {
        var table = new ushort[char.MaxValue + 1];
        Mark(table, AccountLeaks.HanCues.Keys, Account);
        Mark(table, CodeLeaks.Cues.Keys + CodeLeaks.WeakCues.Keys, Code);
        Mark(table, IdentityLeaks.Provinces, Plate);
        Mark(table, IdentityLeaks.PaperCues.Keys, Paper);
        Mark(table, PersonLeaks.Cues.Keys, Announced);
        Mark(table, ShapedPeople.Cues.Keys, WeaklyAnnounced);
        Mark(table, PersonLeaks.Labels.Keys, Label);
        Mark(table, UnitLeaks.Cues.Keys + UnitLeaks.Stems, Unit);
        Mark(table, "公院所厂", Company);
        Mark(table, string.Concat(s_cues.SelectMany(cues => cues.Words).Where(word => word.Length == 1)), Short);
        for (var c = '\u2E80'; c < '\uFFFF'; c++)
            if (Names.Surnames.IsSingle(c) || Names.Surnames.StartsCompound(c)) table[c] |= Surname;
        return table;
    }
}
