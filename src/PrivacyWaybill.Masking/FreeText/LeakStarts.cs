using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyWaybill.Masking.Leaks;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>
/// Which leaks may start with a Han character. Most characters start none, and one look into a table tells
/// (asking each detector for each character took six times as long).
/// </summary>
internal static class LeakStarts
{
    /// <summary>An announced account.</summary>
    public const byte Account = 1;

    /// <summary>An announced code.</summary>
    public const byte Code = 2;

    /// <summary>A number plate.</summary>
    public const byte Plate = 4;

    /// <summary>An announced person.</summary>
    public const byte Announced = 8;

    /// <summary>A surname.</summary>
    public const byte Surname = 16;

    /// <summary>The end of a company's name.</summary>
    public const byte Company = 32;

    /// <summary>An announced unit, or one named without a number.</summary>
    public const byte Unit = 64;

    /// <summary>An announced identity document.</summary>
    public const byte Paper = 128;

    private static readonly byte[] s_table = Build();

    /// <summary>The leaks that may start with a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Of(char c) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_table), c);

    /// <summary>All characters that start one.</summary>
    public static string Characters { get; } = string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => Of(c) != 0));

    private static void Mark(byte[] table, string characters, byte leak)
    {
        foreach (var c in characters) table[c] |= leak;
    }

    private static byte[] Build()
    {
        var table = new byte[char.MaxValue + 1];
        Mark(table, AccountLeaks.HanCues.Keys, Account);
        Mark(table, CodeLeaks.Cues.Keys + CodeLeaks.WeakCues.Keys, Code);
        Mark(table, IdentityLeaks.Provinces, Plate);
        Mark(table, IdentityLeaks.PaperCues.Keys, Paper);
        Mark(table, PersonLeaks.Cues.Keys + PersonLeaks.Labels.Keys, Announced);
        Mark(table, UnitLeaks.Cues.Keys + UnitLeaks.Stems, Unit);
        Mark(table, "公院所厂", Company);
        for (var c = '\u2E80'; c < '\uFFFF'; c++)
            if (Names.Surnames.IsSingle(c) || Names.Surnames.StartsCompound(c)) table[c] |= Surname;
        return table;
    }
}
