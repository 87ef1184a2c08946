using System.Buffers.Text;
using Google.Protobuf;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest;

/// <summary>
/// An encoded batch whose waybill numbers can be set in place, so that making a fresh batch costs the client a copy and
/// not an encoding.
/// </summary>
internal sealed class BatchTemplate
{
    private const int Digits = 12;

    private readonly byte[] _message;
    private readonly int[] _numbersAt;

    /// <summary>Encodes the waybills, each under a number of its own that <see cref="Stamp"/> replaces.</summary>
    public BatchTemplate(IEnumerable<Waybill> waybills)
    {
        var request = new MaskWaybillsRequest { BatchId = 1 };
        foreach (var waybill in waybills)
        {
            var clone = waybill.Clone();
            clone.WaybillNo = "PWLT" + request.Waybills.Count.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
            request.Waybills.Add(clone);
        }
        _message = request.ToByteArray();
        _numbersAt = [.. request.Waybills.Select(w => _message.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(w.WaybillNo)) + 4)];
        Count = _numbersAt.Length;
    }

    /// <summary>Waybills in it.</summary>
    public int Count { get; }

    /// <summary>Bytes of the message.</summary>
    public int Length => _message.Length;

    /// <summary>The batch with the waybill numbers from <paramref name="first"/> on.</summary>
    public byte[] Stamp(long first)
    {
        var message = GC.AllocateUninitializedArray<byte>(_message.Length);
        _message.CopyTo(message, 0);
        for (var i = 0; i < _numbersAt.Length; i++)
            Utf8Formatter.TryFormat(first + i, message.AsSpan(_numbersAt[i], Digits), out _, new System.Buffers.StandardFormat('D', Digits));
        return message;
    }
}
