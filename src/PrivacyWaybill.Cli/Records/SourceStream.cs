using System.Security.Cryptography;

namespace PrivacyWaybill.Cli.Records;

/// <summary>An input that is read once, from its start: counts and hashes what was read.</summary>
/// <param name="input">The bytes.</param>
/// <param name="isHashed">Whether <see cref="Hash"/> will be asked for.</param>
internal sealed class SourceStream(Stream input, bool isHashed) : ReadOnlyStream
{
    private readonly IncrementalHash? _hash = isHashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>SHA-256 of the bytes read so far, in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(_hash!.GetCurrentHash());

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Reading a terminal or a pipe cannot be cancelled, but it can be left alone.
        var count = await input.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken);
        var read = buffer[..count];
        if (BytesRead == 0 && read.Span is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            throw new UsageException("the input is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8");
        BytesRead += count;
        _hash?.AppendData(read.Span);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash?.Dispose();
        base.Dispose(disposing);
    }
}
