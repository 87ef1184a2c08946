using System.Buffers.Text;
using System.Text;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// Which shipment a waybill number stands for. A piece has the identity of its parent, so that all pieces share one record
/// and one number: the parent is named beside it, or the number ends in the piece's place as couriers print it
/// (<c>JD0001234567890-1-5-</c>, the first of five, also without the last hyphen). Letters count as upper case.
/// </summary>
internal static class ShipmentIdentity
{
    // A longer group of digits is part of a number (1234-5678-9012), not a count of pieces.
    private const int MostCountDigits = 3;

    /// <summary>The number, as it was written, of the shipment that an item belongs to.</summary>
    public static ReadOnlySpan<byte> Of(WaybillBatch batch, int item)
    {
        var parent = batch.Input(item, TextField.ParentWaybillNo);
        return Of(parent.IsEmpty ? batch.Input(item, TextField.WaybillNo) : parent);
    }

    /// <summary>The number without a piece's place.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> number) => TryReadPiece(number, out var shipment, out _, out _) ? shipment : number;

    /// <summary>Writes the shipment's number in the one form that names its record, and returns its length.</summary>
    /// <param name="shipment">As <see cref="Of(ReadOnlySpan{byte})"/> gives it.</param>
    /// <param name="destination">At least as long.</param>
    public static int Write(ReadOnlySpan<byte> shipment, Span<byte> destination)
    {
        Ascii.ToUpper(shipment, destination, out var written);
        return written;
    }

    /// <summary>Whether two numbers, without a piece's place, name the same shipment.</summary>
    public static bool AreSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Ascii.EqualsIgnoreCase(left, right);

    /// <summary>Takes a number apart that ends in a piece's place: 1 to 999 of 1 to 999, without leading zeros.</summary>
    /// <param name="number">The number.</param>
    /// <param name="shipment">What stands before the place; at least as long as a waybill number must be.</param>
    /// <param name="piece">Which piece.</param>
    /// <param name="of">Of how many; may be fewer if the number is wrong.</param>
    public static bool TryReadPiece(ReadOnlySpan<byte> number, out ReadOnlySpan<byte> shipment, out uint piece, out uint of)
    {
        shipment = number;
        (piece, of) = (0, 0);
        if (!number.Contains((byte)'-')) return false;
        var rest = number[^1] == '-' ? number[..^1] : number;
        if (!TakeCount(ref rest, out of) || !TakeCount(ref rest, out piece) || rest.Length < WaybillNumber.MinLength) return false;
        shipment = rest;
        return true;
    }

    private static bool TakeCount(ref ReadOnlySpan<byte> rest, out uint count)
    {
        count = 0;
        var hyphen = rest.LastIndexOf((byte)'-');
        if (hyphen < 0) return false;
        var digits = rest[(hyphen + 1)..];
        if (digits.Length is 0 or > MostCountDigits || digits[0] == '0') return false;
        if (!Utf8Parser.TryParse(digits, out count, out var read) || read != digits.Length) return false;
        rest = rest[..hyphen];
        return true;
    }
}
