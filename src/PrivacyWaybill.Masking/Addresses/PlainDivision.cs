using System.Runtime.CompilerServices;
using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>The fast path of the address field: a division or a road by itself, as most parts of an address are. It stays.</summary>
internal static class PlainDivision
{
    private const byte PlainHan = (byte)CharKind.Han;

    /// <summary>Whether <see cref="AddressRule"/> would keep all of such a field; told without decoding it.</summary>
    /// <remarks>
    /// Where the scan stops nowhere, it only asks whether the one word is a person: no, when it ends neither like a title
    /// nor like a household but like a place.
    /// </remarks>
    public static bool Is(FieldStyles styles, ReadOnlySpan<byte> source)
    {
        if (styles.Address != AddressStyle.Building || source.Length % HanBytes.Length != 0 || source.IsEmpty) return false;
        var last = HanBytes.Decode(source, source.Length - HanBytes.Length);
        if (!PersonWords.EndsPlace(last) || NameWords.MayEndWith(last)) return false;
        ref var classes = ref AddressRule.Classes.First;
        for (var i = 0; i < source.Length; i += HanBytes.Length)
            if (Unsafe.Add(ref classes, HanBytes.Decode(source, i)) != PlainHan) return false;
        return true;
    }
}
