using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace PrivacyWaybill.Vault.Ciphers;

/// <summary>
/// AES-SIV (RFC 5297): deterministic authenticated encryption, many messages at once. Each step (S2V's CMACs, the
/// counter keystream) is a few AES passes over the whole batch.
/// </summary>
/// <remarks>
/// <para>Guaranteed: without the key a sealed text tells no more than its length and whether it equals another one sealed
/// under the same key and associated data; any change of it, or other associated data, makes opening fail, and nothing
/// of the plaintext is given out then.</para>
/// <para>Not guaranteed: the same plaintext under the same associated data seals to the same bytes, so equality shows.
/// That is wanted here (a replay is told from a change by comparison) and is confined by having the record id in the
/// associated data.</para>
/// <para>Not safe for concurrent use; allocates nothing once its buffers fit the batches.</para>
/// </remarks>
public sealed class AesSiv : IDisposable
{
    /// <summary>Bytes that sealing adds: the synthetic initialisation vector, which stands in front.</summary>
    public const int TagLength = 16;

    // A run's plaintext, keystream and output stay in the second-level cache, and 256 items share the 0.12 µs of an AES call.
    private const int RunItems = 256, BufferBytes = 64 * 1024, RunBytes = BufferBytes - RunItems * TagLength;

    private readonly AesCmac _cmac;
    private readonly AesBlocks _counter;
    private readonly UInt128 _zeroMac;
    private readonly int[] _itemEnds = new int[RunItems];
    private readonly int[] _vectorEnds = new int[RunItems];
    private readonly byte[] _chains = new byte[RunItems * TagLength];
    private readonly byte[] _tags = new byte[RunItems * TagLength];
    private byte[] _vectors = new byte[BufferBytes];
    private byte[] _keystream = new byte[BufferBytes];
    private UInt128 _context;

    /// <summary>Prepares for one key and an empty context.</summary>
    /// <param name="key">32, 48 or 64 bytes (AES-128, -192, -256): the S2V key, then the counter key. Copied.</param>
    /// <exception cref="CryptographicException">The key has another length.</exception>
    public AesSiv(ReadOnlySpan<byte> key)
    {
        if (key.Length is not (32 or 48 or 64)) throw new CryptographicException("An AES-SIV key has 32, 48 or 64 bytes.");
        _cmac = new AesCmac(key[..(key.Length / 2)]);
        _counter = new AesBlocks(key[(key.Length / 2)..]);
        Span<byte> mac = stackalloc byte[TagLength];
        mac.Clear();
        _cmac.Compute(mac, mac);
        _zeroMac = _context = BinaryPrimitives.ReadUInt128BigEndian(mac);
    }

    /// <summary>Forgets the strings of associated data that <see cref="AppendContext"/> gave.</summary>
    public void ClearContext() => _context = _zeroMac;

    /// <summary>
    /// Adds a string of associated data that holds for all messages until <see cref="ClearContext"/>. Order counts; an
    /// empty string is a string.
    /// </summary>
    public void AppendContext(ReadOnlySpan<byte> associatedData)
    {
        Span<byte> mac = stackalloc byte[TagLength];
        _cmac.Compute(associatedData, mac);
        _context = Block128.Double(_context) ^ BinaryPrimitives.ReadUInt128BigEndian(mac);
    }

    /// <summary>Seals a batch.</summary>
    /// <param name="plaintexts">The messages one after the other.</param>
    /// <param name="ends">Where each ends in <paramref name="plaintexts"/>, exclusive, ascending from 0.</param>
    /// <param name="itemData">Associated data of each message, all of the same length, behind the context's strings;
    /// empty if messages have none of their own.</param>
    /// <param name="sealedTexts">The length of <paramref name="plaintexts"/> and 16 bytes a message: message i is at
    /// <c>[start + 16 i, end + 16 (i + 1))</c>. Must not overlap the plaintexts.</param>
    public void Seal(ReadOnlySpan<byte> plaintexts, ReadOnlySpan<int> ends, ReadOnlySpan<byte> itemData, Span<byte> sealedTexts)
    {
        var itemLength = ItemLength(itemData, ends.Length);
        var start = 0;
        for (var done = 0; done < ends.Length;)
        {
            var count = Run(start, ends[done..]);
            var run = ends.Slice(done, count);
            ChainContext(itemData.Slice(done * itemLength, count * itemLength), itemLength, count);
            ComputeTags(plaintexts, start, run);
            var from = start;
            for (var i = 0; i < count; i++)
            {
                _tags.AsSpan(i * TagLength, TagLength).CopyTo(sealedTexts[(from + (done + i) * TagLength)..]);
                from = run[i];
            }
            ComputeKeystream(start, run);
            var stream = 0;
            from = start;
            for (var i = 0; i < count; i++)
            {
                var length = run[i] - from;
                Block128.Xor(plaintexts.Slice(from, length), _keystream.AsSpan(stream, length),
                    sealedTexts.Slice(from + (done + i + 1) * TagLength, length));
                stream += WholeBlocks(length);
                from = run[i];
            }
            Forget(stream);
            done += count;
            start = run[^1];
        }
    }

    /// <summary>Opens a batch; one that cannot be opened does not harm the others.</summary>
    /// <param name="sealedTexts">The sealed messages one after the other.</param>
    /// <param name="ends">Where each ends in <paramref name="sealedTexts"/>, exclusive, ascending from 0.</param>
    /// <param name="itemData">As given to <see cref="Seal"/>.</param>
    /// <param name="plaintexts">At least the length of <paramref name="sealedTexts"/>. Must not overlap them.</param>
    /// <param name="plaintextEnds">One a message: where its plaintext ends in <paramref name="plaintexts"/>. A message
    /// that does not open keeps its place, which is zeros.</param>
    /// <param name="opened">One a message: whether it is genuine.</param>
    /// <returns>How many were opened.</returns>
    public int Open(ReadOnlySpan<byte> sealedTexts, ReadOnlySpan<int> ends, ReadOnlySpan<byte> itemData,
        Span<byte> plaintexts, Span<int> plaintextEnds, Span<bool> opened) =>
        Open(sealedTexts, 0, ends, itemData, plaintexts, 0, plaintextEnds, opened);

    /// <summary>As the public one, for a part of a batch: ends count from the whole spans' beginnings.</summary>
    internal int Open(ReadOnlySpan<byte> sealedTexts, int start, ReadOnlySpan<int> ends, ReadOnlySpan<byte> itemData,
        Span<byte> plaintexts, int plaintextStart, Span<int> plaintextEnds, Span<bool> opened)
    {
        var itemLength = ItemLength(itemData, ends.Length);
        var successes = 0;
        for (var done = 0; done < ends.Length;)
        {
            var count = Run(start, ends[done..]);
            var run = ends.Slice(done, count);
            var plainRun = plaintextEnds.Slice(done, count);
            ReadTags(sealedTexts, start, run, plaintextStart, plainRun);
            ComputeKeystream(plaintextStart, plainRun);
            Decrypt(sealedTexts, run, plaintexts, plaintextStart, plainRun);
            ChainContext(itemData.Slice(done * itemLength, count * itemLength), itemLength, count);
            ComputeTags(plaintexts, plaintextStart, plainRun);
            successes += Verify(sealedTexts, start, run, plaintexts, plaintextStart, plainRun, opened.Slice(done, count));
            done += count;
            start = run[^1];
            plaintextStart = plainRun[^1];
        }
        return successes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cmac.Dispose();
        _counter.Dispose();
        CryptographicOperations.ZeroMemory(_chains);
        CryptographicOperations.ZeroMemory(_tags);
    }

    private static int ItemLength(ReadOnlySpan<byte> itemData, int count)
    {
        if (itemData.IsEmpty) return 0;
        if (count == 0 || itemData.Length % count != 0)
            throw new ArgumentOutOfRangeException(nameof(itemData), "Item data must have the same length for each message.");
        return itemData.Length / count;
    }

    private static int Run(int start, ReadOnlySpan<int> ends)
    {
        var count = 1;
        while (count < RunItems && count < ends.Length && ends[count] - start <= RunBytes) count++;
        return count;
    }

    private static ulong BigEndian(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static int WholeBlocks(int length) => (length + TagLength - 1) & -TagLength;

    /// <summary>S2V up to the plaintext, which is its last string (RFC 5297, section 2.4).</summary>
    private void ChainContext(ReadOnlySpan<byte> itemData, int itemLength, int count)
    {
        var chains = _chains.AsSpan();
        if (itemLength == 0)
        {
            for (var i = 0; i < count; i++) BinaryPrimitives.WriteUInt128BigEndian(chains[(i * TagLength)..], _context);
            return;
        }
        for (var i = 0; i < count; i++) _itemEnds[i] = (i + 1) * itemLength;
        _cmac.ComputeBatch(itemData, _itemEnds.AsSpan(0, count), chains);
        Span<byte> context = stackalloc byte[TagLength];
        BinaryPrimitives.WriteUInt128BigEndian(context, Block128.Double(_context));
        for (var i = 0; i < count; i++)
        {
            var chain = chains.Slice(i * TagLength, TagLength);
            Block128.Xor(chain, context, chain);
        }
    }

    /// <summary>S2V's end: the plaintexts, each with its chain added to its tail, through CMAC.</summary>
    private void ComputeTags(ReadOnlySpan<byte> plaintexts, int start, ReadOnlySpan<int> ends)
    {
        Reserve(ref _vectors, ends[^1] - start + ends.Length * TagLength);
        var to = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var plaintext = plaintexts[start..ends[i]];
            var chain = _chains.AsSpan(i * TagLength, TagLength);
            var vector = _vectors.AsSpan(to, Math.Max(plaintext.Length, TagLength));
            plaintext.CopyTo(vector);
            if (plaintext.Length >= TagLength)
            {
                var tail = vector[^TagLength..];
                Block128.Xor(tail, chain, tail);
            }
            else
            {
                vector[plaintext.Length] = 0x80;
                vector[(plaintext.Length + 1)..].Clear();
                var doubled = Block128.Double(BinaryPrimitives.ReadUInt128BigEndian(chain));
                BinaryPrimitives.WriteUInt128BigEndian(vector, doubled ^ BinaryPrimitives.ReadUInt128BigEndian(vector));
            }
            to += vector.Length;
            _vectorEnds[i] = to;
            start = ends[i];
        }
        _cmac.ComputeBatch(_vectors.AsSpan(0, to), _vectorEnds.AsSpan(0, ends.Length), _tags);
        _vectors.AsSpan(0, to).Clear();
    }

    /// <summary>The counter keystream of each message, rounded up to whole blocks, from the tags (RFC 5297, section 2.5).</summary>
    private void ComputeKeystream(int start, ReadOnlySpan<int> ends)
    {
        Reserve(ref _keystream, ends[^1] - start + ends.Length * TagLength);
        ref var stream = ref MemoryMarshal.GetArrayDataReference(_keystream);
        var to = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var tag = _tags.AsSpan(i * TagLength, TagLength);
            var high = MemoryMarshal.Read<ulong>(tag);
            // Bits 63 and 31 are cleared, so that counting never carries out of the last four bytes.
            var low = BinaryPrimitives.ReadUInt64BigEndian(tag[8..]) & 0x7FFFFFFF_7FFFFFFF;
            // Unchecked: each message has been granted its length and a block.
            for (var end = to + WholeBlocks(ends[i] - start); to < end; to += TagLength)
                Vector128.Create(high, BigEndian(low++)).AsByte().StoreUnsafe(ref stream, (nuint)to);
            start = ends[i];
        }
        _counter.Encrypt(_keystream, to);
    }

    private void ReadTags(ReadOnlySpan<byte> sealedTexts, int start, ReadOnlySpan<int> ends, int plaintextStart, Span<int> plaintextEnds)
    {
        for (var i = 0; i < ends.Length; i++)
        {
            var message = sealedTexts[start..ends[i]];
            var tag = _tags.AsSpan(i * TagLength, TagLength);
            if (message.Length >= TagLength) message[..TagLength].CopyTo(tag);
            else tag.Clear();
            plaintextStart += Math.Max(0, message.Length - TagLength);
            plaintextEnds[i] = plaintextStart;
            start = ends[i];
        }
    }

    private void Decrypt(ReadOnlySpan<byte> sealedTexts, ReadOnlySpan<int> ends, Span<byte> plaintexts, int plaintextStart, ReadOnlySpan<int> plaintextEnds)
    {
        var stream = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var length = plaintextEnds[i] - plaintextStart;
            Block128.Xor(sealedTexts.Slice(ends[i] - length, length), _keystream.AsSpan(stream, length), plaintexts.Slice(plaintextStart, length));
            stream += WholeBlocks(length);
            plaintextStart = plaintextEnds[i];
        }
        Forget(stream);
    }

    private int Verify(ReadOnlySpan<byte> sealedTexts, int start, ReadOnlySpan<int> ends, Span<byte> plaintexts,
        int plaintextStart, ReadOnlySpan<int> plaintextEnds, Span<bool> opened)
    {
        var successes = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var message = sealedTexts[start..ends[i]];
            opened[i] = message.Length >= TagLength
                && CryptographicOperations.FixedTimeEquals(message[..TagLength], _tags.AsSpan(i * TagLength, TagLength));
            if (opened[i]) successes++;
            else CryptographicOperations.ZeroMemory(plaintexts[plaintextStart..plaintextEnds[i]]);
            start = ends[i];
            plaintextStart = plaintextEnds[i];
        }
        return successes;
    }

    /// <summary>With the sealed text, the keystream is the plaintext: it does not stay in memory.</summary>
    private void Forget(int keystreamBytes) => _keystream.AsSpan(0, keystreamBytes).Clear();

    private static void Reserve(ref byte[] buffer, int bytes)
    {
        if (buffer.Length < bytes) buffer = new byte[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)bytes)];
    }
}
