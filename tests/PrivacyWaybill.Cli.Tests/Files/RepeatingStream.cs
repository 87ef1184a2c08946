using System.Text;

namespace PrivacyWaybill.Cli.Tests.Files;

/// <summary>A file of any length, made as it is read: a header, then one record over and over.</summary>
internal sealed class RepeatingStream(string header, string record, long length, bool isJson) : MemoryStream
{
    private readonly byte[] _header = isJson ? [] : Encoding.UTF8.GetBytes(header);
    private readonly byte[] _record = Encoding.UTF8.GetBytes(record);

    public new long Read { get; private set; }

    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var to = buffer.Span[..(int)Math.Min(buffer.Length, length - Read)];
        for (var i = 0; i < to.Length;)
        {
            var (source, at) = Read < _header.Length ? (_header, (int)Read) : (_record, (int)((Read - _header.Length) % _record.Length));
            var count = Math.Min(source.Length - at, to.Length - i);
            source.AsSpan(at, count).CopyTo(to[i..]);
            i += count;
            Read += count;
        }
        return new(to.Length);
    }
}
