using System.Globalization;
using Google.Protobuf.Reflection;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>How many waybills went how.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<ItemCode, long> _byCode = [];

    /// <summary>All.</summary>
    public long Total { get; private set; }

    /// <summary>Those that are not OK.</summary>
    public long Failed => Total - _byCode.GetValueOrDefault(ItemCode.Ok);

    /// <summary>Those that may succeed when they are sent again.</summary>
    public long Retryable { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(ItemStatus status)
    {
        Total++;
        if (status.Retryable) Retryable++;
        _byCode[status.Code] = _byCode.GetValueOrDefault(status.Code) + 1;
    }

    /// <summary>One line a status, most telling first: <c>2399 OK</c>.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var (code, count) in _byCode) yield return string.Create(CultureInfo.InvariantCulture, $"{count,9} {NameOf(code)}");
    }

    private static string NameOf(ItemCode code) =>
        WaybillReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ItemCode)).FindValueByNumber((int)code)?.Name["ITEM_CODE_".Length..] ?? $"{(int)code}";
}
