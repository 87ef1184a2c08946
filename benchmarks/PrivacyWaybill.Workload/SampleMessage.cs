using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Workload;

/// <summary>
/// An encoded batch of the sample waybills, each with a number for its recipient. Its waybill numbers are set in place, so that
/// new waybills cost no allocation and hardly any time.
/// </summary>
public sealed class SampleMessage
{
    private const int Digits = 12;
    private const string Prefix = "PWWL";

    private static readonly Lazy<Waybill[]> s_samples =
        new(static () => [.. File.ReadLines(RepositoryFiles.Path("seeds/waybills.jsonl")).Select(JsonParser.Default.Parse<Waybill>)]);

    private readonly byte[] _message;
    private readonly int[] _numbersAt;

    /// <summary>Encodes a batch.</summary>
    /// <param name="first">The first sample; after the last one they begin again.</param>
    /// <param name="count">1 to 1,000 waybills.</param>
    public SampleMessage(int first, int count)
    {
        var request = new MaskWaybillsRequest { BatchId = 1 };
        for (var i = 0; i < count; i++)
        {
            var waybill = s_samples.Value[(first + i) % s_samples.Value.Length].Clone();
            waybill.WaybillNo = Prefix + i.ToString($"D{Digits}", CultureInfo.InvariantCulture);
            waybill.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill };
            request.Waybills.Add(waybill);
        }
        _message = request.ToByteArray();
        _numbersAt = [.. request.Waybills.Select(w => _message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(w.WaybillNo)) + Prefix.Length)];
    }

    /// <summary>The <c>MaskWaybillsRequest</c>.</summary>
    public ReadOnlySequence<byte> Bytes => new(_message);

    /// <summary>Gives its waybills the numbers from <paramref name="first"/> on.</summary>
    public void Renumber(long first)
    {
        for (var i = 0; i < _numbersAt.Length; i++)
            Utf8Formatter.TryFormat(first + i, _message.AsSpan(_numbersAt[i], Digits), out _, new StandardFormat('D', Digits));
    }
}
