using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Waybills;

/// <summary>
/// An encoded batch whose waybill numbers are set as it is written, so that a fresh batch costs the client a copy and not an
/// encoding. Immutable.
/// </summary>
internal sealed class BatchTemplate
{
    /// <summary>Letters before the digits of a waybill number.</summary>
    public const int TagLength = 4;

    private const int Digits = 12;

    private readonly byte[] _message;
    private readonly int[] _digitsAt;
    private readonly string _tag;

    /// <summary>Encodes waybills, each under a place for the number that it gets.</summary>
    /// <param name="waybills">What is in them; they are changed.</param>
    /// <param name="tag">Four letters or digits, which set this run's waybill numbers apart from others in the same store.</param>
    public BatchTemplate(IReadOnlyList<Waybill> waybills, string tag)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tag.Length, TagLength);
        _tag = tag;
        Waybills = waybills;
        var request = new MaskWaybillsRequest { BatchId = 1 };
        for (var i = 0; i < waybills.Count; i++) waybills[i].WaybillNo = NumberText(i);
        request.Waybills.Add(waybills);
        _message = request.ToByteArray();
        _digitsAt = new int[waybills.Count];
        var at = 0;
        for (var i = 0; i < waybills.Count; i++)
        {
            at += _message.AsSpan(at).IndexOf(Encoding.ASCII.GetBytes(waybills[i].WaybillNo)) + TagLength;
            _digitsAt[i] = at;
        }
    }

    /// <summary>What is in it, but for the waybill numbers.</summary>
    public IReadOnlyList<Waybill> Waybills { get; }

    /// <summary>Waybills in it.</summary>
    public int Count => _digitsAt.Length;

    /// <summary>Bytes of the message.</summary>
    public int Length => _message.Length;

    /// <summary>The waybill number of a serial.</summary>
    public string NumberText(long serial) => _tag + serial.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Writes the batch under its numbers: <see cref="Length"/> bytes.</summary>
    public void Write(in BatchNumbers numbers, IBufferWriter<byte> destination)
    {
        var message = destination.GetSpan(_message.Length)[.._message.Length];
        _message.CopyTo(message);
        for (var i = 0; i < _digitsAt.Length; i++)
            Utf8Formatter.TryFormat(numbers[i], message.Slice(_digitsAt[i], Digits), out _, new StandardFormat('D', Digits));
        destination.Advance(_message.Length);
    }
}
