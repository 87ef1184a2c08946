using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace PrivacyWaybill.Vault.Ciphers;

/// <summary>
/// AES-CMAC (NIST SP 800-38B, RFC 4493) of many messages at once: the i-th blocks of all messages go through one AES
/// pass, so that the cost of a call is shared by the batch. Messages may differ in length. Not safe for concurrent use.
/// </summary>
public sealed class AesCmac : IDisposable
{
    /// <summary>Bytes of a code; none is truncated here.</summary>
    public const int MacLength = 16;

    /// <summary>Messages a pass: their chaining values, 8 KB, stay in the first-level cache.</summary>
    private const int Chunk = 512;

    private readonly AesBlocks _aes;
    private readonly Vector128<byte> _wholeBlockKey, _paddedBlockKey;
    private readonly byte[] _chain = new byte[Chunk * MacLength];
    private readonly int[] _message = new int[Chunk];
    private readonly int[] _next = new int[Chunk];

    /// <summary>Prepares for one key.</summary>
    /// <param name="key">16, 24 or 32 bytes; copied.</param>
    /// <exception cref="CryptographicException">The key has another length.</exception>
    public AesCmac(ReadOnlySpan<byte> key)
    {
        _aes = new AesBlocks(key);
        _aes.Encrypt(_chain, MacLength);
        var first = Block128.Double(BinaryPrimitives.ReadUInt128BigEndian(_chain));
        _wholeBlockKey = ToVector(first);
        _paddedBlockKey = ToVector(Block128.Double(first));
    }

    /// <summary>The code of one message. For single messages; a batch costs a fraction of it a message.</summary>
    /// <param name="message">Any bytes, also none.</param>
    /// <param name="mac">16 bytes or more; the first 16 are written.</param>
    public void Compute(ReadOnlySpan<byte> message, Span<byte> mac) => ComputeBatch(message, [message.Length], mac);

    /// <summary>The codes of all messages of a batch.</summary>
    /// <param name="messages">The messages one after the other.</param>
    /// <param name="ends">Where each message ends in <paramref name="messages"/>, exclusive, ascending; the first begins
    /// at 0, each other where the one before it ends.</param>
    /// <param name="macs">16 bytes a message.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range, or <paramref name="macs"/> is too short.</exception>
    public void ComputeBatch(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<byte> macs)
    {
        var start = 0;
        for (var at = 0; at < ends.Length; at += Chunk)
        {
            var count = Math.Min(Chunk, ends.Length - at);
            ComputeChunk(messages, start, ends.Slice(at, count), macs.Slice(at * MacLength, count * MacLength));
            start = ends[at + count - 1];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_chain);
    }

    private void ComputeChunk(ReadOnlySpan<byte> messages, int start, ReadOnlySpan<int> ends, Span<byte> macs)
    {
        var count = ends.Length;
        var shortest = int.MaxValue;
        for (var i = 0; i < count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(start, ends[i], nameof(ends));
            (_message[i], _next[i]) = (i, start);
            shortest = Math.Min(shortest, ends[i] - start);
            start = ends[i];
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, messages.Length, nameof(ends));
        _chain.AsSpan(0, count * MacLength).Clear();

        // As long as no message ends, a pass has nothing to decide; that is most of a batch of records.
        var common = (shortest - 1) / MacLength * MacLength;
        for (var offset = 0; offset < common; offset += MacLength)
        {
            AddBlocks(messages, offset, count);
            _aes.Encrypt(_chain, count * MacLength);
        }
        for (var i = 0; i < count; i++) _next[i] += common;
        while ((count = AddNextBlocks(messages, ends, count, macs)) > 0) _aes.Encrypt(_chain, count * MacLength);
    }

    /// <summary>Adds the block at an offset of each message, none of which is a last one, to its chaining value.</summary>
    private void AddBlocks(ReadOnlySpan<byte> messages, int offset, int count)
    {
        // Unchecked: a block that is not a message's last one lies before its end, and ends were checked.
        ref var text = ref Unsafe.Add(ref MemoryMarshal.GetReference(messages), offset);
        ref var chain = ref MemoryMarshal.GetArrayDataReference(_chain);
        foreach (var start in _next.AsSpan(0, count))
        {
            (Vector128.LoadUnsafe(ref chain) ^ Vector128.LoadUnsafe(ref text, (nuint)start)).StoreUnsafe(ref chain);
            chain = ref Unsafe.Add(ref chain, MacLength);
        }
    }

    /// <summary>
    /// Adds the next block of each message to its chaining value. Those that have none left give their code and go; the
    /// others move up, in order. Returns how many are left.
    /// </summary>
    private int AddNextBlocks(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, int count, Span<byte> macs)
    {
        var chain = MemoryMarshal.Cast<byte, Vector128<byte>>(_chain.AsSpan());
        var codes = MemoryMarshal.Cast<byte, Vector128<byte>>(macs);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var (index, at) = (_message[i], _next[i]);
            var left = ends[index] - at;
            if (left < 0)
            {
                codes[index] = chain[i];
                continue;
            }
            Vector128<byte> block;
            if (left > MacLength) block = Vector128.Create(messages.Slice(at, MacLength));
            else if (left == MacLength) block = Vector128.Create(messages.Slice(at, MacLength)) ^ _wholeBlockKey;
            else block = Block128.Pad(messages.Slice(at, left)) ^ _paddedBlockKey;
            chain[kept] = chain[i] ^ block;
            _message[kept] = index;
            // One past the end marks a message whose last block is under way.
            _next[kept] = left > MacLength ? at + MacLength : ends[index] + 1;
            kept++;
        }
        return kept;
    }

    private static Vector128<byte> ToVector(UInt128 block)
    {
        Span<byte> bytes = stackalloc byte[MacLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, block);
        return Vector128.Create<byte>(bytes);
    }
}
