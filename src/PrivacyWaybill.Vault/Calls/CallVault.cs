using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Vault.Ciphers;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>
/// Names and seals what is kept of calls. Names are AES-CMACs under a key of their own, so that a store tells neither main
/// numbers nor phones nor call ids; pairs are sealed by AES-256-SIV with tenant, place and times as associated data: a
/// value that was moved to another phone, main number or time does not open. Safe for concurrent use: one caller at a time.
/// </summary>
public sealed class CallVault : IDisposable
{
    private const byte OfMainNumber = 1, OfPhone = 2, OfCallId = 3, OfOrder = 4;
    private const int MainNameLength = 8, PhoneNameLength = CallPairValue.NameLength;

    private readonly Lock _gate = new();
    private readonly KeyRing _keys;
    private readonly AesCmac _names;
    private readonly AesSiv?[] _ciphers = new AesSiv?[256];

    internal CallVault(KeyRing keys)
    {
        _keys = keys;
        Span<byte> key = stackalloc byte[32];
        keys.DeriveNamingKey(keys.CallNamingEpoch, KeyLabel.CallName, [], key);
        _names = new AesCmac(key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>The place of a phone at a main number: <c>pw:x:{main number's name}:phone's name</c>, the braces being Redis
    /// Cluster's hash tag, so that both phones of a pair lie together.</summary>
    /// <param name="mainNumber">The main number's digits.</param>
    /// <param name="phone">The phone's digits.</param>
    public string PairKey(string mainNumber, string phone)
    {
        Span<byte> main = stackalloc byte[AesCmac.MacLength], name = stackalloc byte[AesCmac.MacLength];
        lock (_gate)
        {
            Name(OfMainNumber, mainNumber, "", main);
            Name(OfPhone, mainNumber, phone, name);
        }
        return $"pw:x:{{{Convert.ToHexStringLower(main[..MainNameLength])}}}:{Convert.ToHexStringLower(name[..PhoneNameLength])}";
    }

    /// <summary>A call id as it may be kept: 30 hexadecimal digits.</summary>
    /// <param name="tenant">Whose id it is.</param>
    /// <param name="callId">The id.</param>
    public string CallName(string tenant, string callId)
    {
        Span<byte> name = stackalloc byte[AesCmac.MacLength];
        lock (_gate) Name(OfCallId, tenant, callId, name);
        return Convert.ToHexStringLower(name[..PhoneNameLength]);
    }

    /// <summary>Two numbers in which a pair's main numbers are tried: where to begin, and the step.</summary>
    /// <param name="id">The shipment's record.</param>
    /// <param name="phones">Both phones, in any form that is always the same.</param>
    public (uint Start, uint Step) OrderOf(in RecordId id, string phones)
    {
        Span<byte> name = stackalloc byte[AesCmac.MacLength];
        lock (_gate) Name(OfOrder, Convert.ToHexString(id.AsSpan()), phones, name);
        return (BitConverter.ToUInt32(name), BitConverter.ToUInt32(name[4..]));
    }

    /// <summary>Seals a pair for its place.</summary>
    /// <param name="tenant">Whose shipment it is; at most 255 bytes of UTF-8.</param>
    /// <param name="key">The place, of <see cref="PairKey"/>.</param>
    /// <param name="pair">The pair.</param>
    public byte[] Seal(string tenant, string key, CallPair pair)
    {
        var value = new byte[CallPairValue.Length];
        Span<byte> content = stackalloc byte[CallPairValue.ContentLength];
        CallPairValue.WriteHeader(pair, _keys.ActiveSealingKeyId, value);
        CallPairValue.WriteContent(pair, content);
        lock (_gate)
            Cipher(_keys.ActiveSealingKeyId, tenant, key, value.AsSpan(0, CallPairValue.HeaderLength)).Seal(content, [content.Length], [], value.AsSpan(CallPairValue.HeaderLength));
        content.Clear();
        return value;
    }

    /// <summary>When a stored pair's phone may be in another one, Unix seconds; null if the value is no stored pair.</summary>
    public static uint? FreeAt(ReadOnlySpan<byte> value) =>
        CallPairValue.TryReadHeader(value, out _, out _, out var freeAt) ? freeAt : null;

    /// <summary>Opens a stored pair. Null if it is none, another tenant's, another place's, or was changed.</summary>
    /// <param name="tenant">Who asks.</param>
    /// <param name="key">The place.</param>
    /// <param name="value">What is stored there.</param>
    public CallPair? Open(string tenant, string key, ReadOnlySpan<byte> value)
    {
        if (!CallPairValue.TryReadHeader(value, out var keyId, out var expiresAt, out var freeAt) || !_keys.HasSealingKey(keyId)) return null;
        var sealedContent = value[CallPairValue.HeaderLength..];
        Span<byte> content = stackalloc byte[CallPairValue.Length];
        Span<int> ends = stackalloc int[1];
        Span<bool> opened = stackalloc bool[1];
        lock (_gate) Cipher(keyId, tenant, key, value[..CallPairValue.HeaderLength]).Open(sealedContent, [sealedContent.Length], [], content, ends, opened);
        var pair = opened[0] ? CallPairValue.ReadContent(key, content, expiresAt, freeAt) : null;
        content.Clear();
        return pair;
    }

    /// <summary>Where the courier's phone of a pair stands for as long as the pair lives: beside the party's place, which outlives it.</summary>
    /// <param name="partyKey">The party's place.</param>
    public static string CourierKey(string partyKey) => partyKey + ":c";

    /// <summary>Seals a courier's phone for a pair.</summary>
    /// <param name="tenant">Whose shipment it is.</param>
    /// <param name="partyKey">The party's place.</param>
    /// <param name="phone">The courier's phone: 1 to 18 ASCII digits.</param>
    /// <param name="expiresAt">When the pair ends, Unix seconds.</param>
    public byte[] SealCourier(string tenant, string partyKey, string phone, uint expiresAt)
    {
        var value = new byte[CourierPhoneValue.Length];
        Span<byte> content = stackalloc byte[CourierPhoneValue.ContentLength];
        CourierPhoneValue.WriteHeader(_keys.ActiveSealingKeyId, expiresAt, value);
        CourierPhoneValue.WriteContent(phone, content);
        lock (_gate)
        {
            Cipher(_keys.ActiveSealingKeyId, tenant, CourierKey(partyKey), value.AsSpan(0, CourierPhoneValue.HeaderLength))
                .Seal(content, [content.Length], [], value.AsSpan(CourierPhoneValue.HeaderLength));
        }
        content.Clear();
        return value;
    }

    /// <summary>Opens a courier's phone. Null if it is none, another tenant's, another pair's, or was changed.</summary>
    /// <param name="tenant">Who asks.</param>
    /// <param name="partyKey">The party's place.</param>
    /// <param name="expiresAt">When the pair ends, as the party's place says.</param>
    /// <param name="value">What is stored.</param>
    public string? OpenCourier(string tenant, string partyKey, uint expiresAt, ReadOnlySpan<byte> value)
    {
        if (!CourierPhoneValue.TryReadHeader(value, out var keyId, out var ends) || ends != expiresAt || !_keys.HasSealingKey(keyId)) return null;
        var sealedContent = value[CourierPhoneValue.HeaderLength..];
        Span<byte> content = stackalloc byte[CourierPhoneValue.Length];
        Span<int> contentEnds = stackalloc int[1];
        Span<bool> opened = stackalloc bool[1];
        lock (_gate)
        {
            Cipher(keyId, tenant, CourierKey(partyKey), value[..CourierPhoneValue.HeaderLength])
                .Open(sealedContent, [sealedContent.Length], [], content, contentEnds, opened);
        }
        var phone = opened[0] ? CourierPhoneValue.ReadContent(content) : null;
        content.Clear();
        return phone;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _names.Dispose();
            foreach (var cipher in _ciphers) cipher?.Dispose();
        }
    }

    /// <summary>The code of use ‖ length ‖ first ‖ second: no two uses, and no two splits, are the same message.</summary>
    private void Name(byte use, string first, string second, Span<byte> mac)
    {
        Span<byte> message = stackalloc byte[2 + 2 * RecordNamer.MaximumTextLength];
        var length = Encoding.UTF8.GetBytes(first, message[2..(2 + RecordNamer.MaximumTextLength)]);
        (message[0], message[1]) = (use, (byte)length);
        length += 2;
        length += Encoding.UTF8.GetBytes(second, message[length..]);
        _names.Compute(message[..length], mac);
        message.Clear();
    }

    private AesSiv Cipher(byte keyId, string tenant, string key, ReadOnlySpan<byte> header)
    {
        if (_ciphers[keyId] is not { } cipher)
        {
            Span<byte> secret = stackalloc byte[64];
            _keys.DeriveSealingKey(keyId, KeyLabel.CallPair, secret);
            _ciphers[keyId] = cipher = new AesSiv(secret);
            CryptographicOperations.ZeroMemory(secret);
        }
        Span<byte> text = stackalloc byte[RecordNamer.MaximumTextLength];
        cipher.ClearContext();
        cipher.AppendContext(header);
        cipher.AppendContext(text[..Encoding.UTF8.GetBytes(tenant, text)]);
        cipher.AppendContext(text[..Encoding.UTF8.GetBytes(key, text)]);
        return cipher;
    }
}
