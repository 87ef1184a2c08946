using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Vault.Ciphers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// Gives waybills their <see cref="RecordId"/>, a batch at a time. Not safe for concurrent use: part of a
/// <see cref="VaultWorker"/>.
/// </summary>
public sealed class RecordNamer : IDisposable
{
    /// <summary>Longest tenant and longest waybill number, in bytes: their lengths are one byte of the message.</summary>
    public const int MaximumTextLength = 255;

    private readonly AesCmac _cmac;
    private readonly byte[] _tenant = new byte[1 + MaximumTextLength];
    private byte[] _messages = new byte[8 * 1024];
    private byte[] _macs = [];
    private int[] _ends = [];

    /// <param name="keys">The keys.</param>
    /// <param name="epoch">The naming epoch.</param>
    internal RecordNamer(KeyRing keys, byte epoch)
    {
        Span<byte> key = stackalloc byte[32];
        keys.DeriveNamingKey(epoch, KeyLabel.RecordId, [], key);
        _cmac = new AesCmac(key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>
    /// The ids of a batch: the first 13 bytes of AES-CMAC(record-id key, length ‖ tenant ‖ length ‖ waybill number ‖
    /// shipment epoch), lengths one byte, the epoch four, big endian.
    /// </summary>
    /// <param name="tenant">Whose waybills they are; at most 255 bytes in UTF-8.</param>
    /// <param name="waybillNos">The waybill numbers one after the other, as bytes; at most 255 each.</param>
    /// <param name="ends">Where each ends, exclusive, ascending from 0.</param>
    /// <param name="shipmentEpochs">The shipment epoch of each.</param>
    /// <param name="ids">One a waybill.</param>
    /// <exception cref="ArgumentException">A text is too long, or the spans do not fit each other.</exception>
    public void Name(string tenant, ReadOnlySpan<byte> waybillNos, ReadOnlySpan<int> ends, ReadOnlySpan<uint> shipmentEpochs, Span<RecordId> ids)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(shipmentEpochs.Length, ends.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, ends.Length);
        if (ends.IsEmpty) return;
        var owner = _tenant.AsSpan(0, 1 + Encoding.UTF8.GetBytes(tenant, _tenant.AsSpan(1)));
        owner[0] = (byte)(owner.Length - 1);
        Reserve(ends.Length, ends[^1] + ends.Length * (owner.Length + 1 + sizeof(uint)));

        var (start, to) = (0, 0);
        for (var i = 0; i < ends.Length; i++)
        {
            var waybillNo = waybillNos[start..ends[i]];
            if (waybillNo.Length > MaximumTextLength) throw new ArgumentOutOfRangeException(nameof(ends), "A waybill number is longer than 255 bytes.");
            var message = _messages.AsSpan(to, owner.Length + 1 + waybillNo.Length + sizeof(uint));
            owner.CopyTo(message);
            message[owner.Length] = (byte)waybillNo.Length;
            waybillNo.CopyTo(message[(owner.Length + 1)..]);
            BinaryPrimitives.WriteUInt32BigEndian(message[^sizeof(uint)..], shipmentEpochs[i]);
            to += message.Length;
            _ends[i] = to;
            start = ends[i];
        }
        _cmac.ComputeBatch(_messages.AsSpan(0, to), _ends.AsSpan(0, ends.Length), _macs);
        _messages.AsSpan(0, to).Clear();
        for (var i = 0; i < ends.Length; i++) ids[i] = MemoryMarshal.Read<RecordId>(_macs.AsSpan(i * AesCmac.MacLength));
    }

    /// <inheritdoc/>
    public void Dispose() => _cmac.Dispose();

    private void Reserve(int count, int bytes)
    {
        if (_messages.Length < bytes) _messages = new byte[bytes];
        if (_ends.Length >= count) return;
        _ends = new int[count];
        _macs = new byte[count * AesCmac.MacLength];
    }
}
