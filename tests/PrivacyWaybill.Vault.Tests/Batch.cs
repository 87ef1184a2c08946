namespace PrivacyWaybill.Vault.Tests;

/// <summary>Messages one after the other and where each ends, as the vault takes them.</summary>
internal sealed record Batch(byte[] Bytes, int[] Ends)
{
    public int Count => Ends.Length;

    public byte[] this[int index] => Bytes[(index == 0 ? 0 : Ends[index - 1])..Ends[index]];

    public static Batch Of(IEnumerable<byte[]> messages)
    {
        var all = messages.ToArray();
        var ends = new int[all.Length];
        for (var i = 0; i < all.Length; i++) ends[i] = (i == 0 ? 0 : ends[i - 1]) + all[i].Length;
        return new Batch([.. all.SelectMany(static m => m)], ends);
    }

    public static Batch Random(Random random, int count, int maximumLength) =>
        Of(Enumerable.Range(0, count).Select(_ => RandomBytes(random, random.Next(maximumLength + 1))));

    public static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
