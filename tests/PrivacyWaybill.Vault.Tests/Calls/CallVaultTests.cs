using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tests.Keys;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault.Tests.Calls;

public sealed class CallVaultTests : IDisposable
{
    private const string Main = "18490000000", Phone = "15811112222", Tenant = "carrier";

    private static readonly CallPair Pair = new("", true, TokenParty.Sender, new RecordId("1234567890123"u8), 7, 1_800_000_000, 1_800_003_600);

    private readonly CallVault _vault = KeyRing.Create(FixedMasterKeys.One).CreateCallVault();

    private string Peer => _vault.PairKey(Main, "13955556666");

    public void Dispose() => _vault.Dispose();

    [Fact]
    public void Names_AreMacsOfTheirUse()
    {
        var main = Mac([1, 11, .. "18490000000"u8]);
        var phone = Mac([2, 11, .. "1849000000015811112222"u8]);
        Assert.Equal($"pw:x:{{{main[..16]}}}:{phone[..30]}", _vault.PairKey(Main, Phone));
        Assert.Equal(Mac([3, 7, .. "carriercall-1"u8])[..30], _vault.CallName(Tenant, "call-1"));
    }

    [Fact]
    public void PairKey_OtherPhoneOrMainNumber_IsAnotherPlace()
    {
        var key = _vault.PairKey(Main, Phone);
        var (otherPhone, otherMain) = (_vault.PairKey(Main, "15811112223"), _vault.PairKey("18490000001", Phone));
        Assert.Equal(key, _vault.PairKey(Main, Phone));
        Assert.Equal(Slot(key), Slot(otherPhone));
        Assert.NotEqual(Slot(key), Slot(otherMain));
        Assert.Distinct([key[^30..], otherPhone[^30..], otherMain[^30..]]);
        Assert.NotEqual(_vault.CallName("a", "bc"), _vault.CallName("ab", "c"));
    }

    [Fact]
    public void Open_Sealed_IsThePair()
    {
        var key = _vault.PairKey(Main, Phone);
        foreach (var other in new[] { Pair, Pair with { IsCourier = false, Party = TokenParty.Recipient } })
        {
            var pair = other with { Peer = Peer };
            var value = _vault.Seal(Tenant, key, pair);
            Assert.Equal(pair, _vault.Open(Tenant, key, value));
            Assert.Equal(pair.FreeAt, CallVault.FreeAt(value));
        }
        Assert.DoesNotContain(Peer, (Pair with { Peer = Peer }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnyByteOrPlaceOrTenantChanged_IsNone()
    {
        var key = _vault.PairKey(Main, Phone);
        var value = _vault.Seal(Tenant, key, Pair with { Peer = Peer });
        for (var i = 0; i < value.Length; i++)
        {
            value[i] ^= 1;
            Assert.Null(_vault.Open(Tenant, key, value));
            value[i] ^= 1;
        }
        Assert.Null(_vault.Open("rival", key, value));
        Assert.Null(_vault.Open(Tenant, _vault.PairKey(Main, "13955556666"), value));
        Assert.Null(_vault.Open(Tenant, _vault.PairKey("18490000001", Phone), value));
        Assert.Null(_vault.Open(Tenant, key, value.AsSpan(1)));
        Assert.Null(_vault.Open(Tenant, key, []));
        Assert.Null(CallVault.FreeAt("no pair"u8));
        Assert.NotNull(_vault.Open(Tenant, key, value));
    }

    [Fact]
    public void OpenCourier_Sealed_IsThePhoneOfThisPairAndNoOther()
    {
        var (party, value) = (Peer, _vault.SealCourier(Tenant, Peer, Phone, 1_800_000_000));
        Assert.Equal(Phone, _vault.OpenCourier(Tenant, party, 1_800_000_000, value));
        Assert.Null(_vault.OpenCourier("rival", party, 1_800_000_000, value));
        Assert.Null(_vault.OpenCourier(Tenant, _vault.PairKey(Main, Phone), 1_800_000_000, value));
        Assert.Null(_vault.OpenCourier(Tenant, party, 1_800_000_001, value));
        for (var i = 0; i < value.Length; i++)
        {
            value[i] ^= 1;
            Assert.Null(_vault.OpenCourier(Tenant, party, 1_800_000_000, value));
            value[i] ^= 1;
        }
    }

    [Fact]
    public void Open_AfterTheSealingKeyRotated_IsThePair()
    {
        var key = _vault.PairKey(Main, Phone);
        var value = _vault.Seal(Tenant, key, Pair with { Peer = Peer });
        using var rotated = KeyRing.Create(new FixedMasterKeys(
            new(MasterKeyUse.Sealing, 1, false), new(MasterKeyUse.Sealing, 2, true), new(MasterKeyUse.Naming, 1, true))).CreateCallVault();
        Assert.Equal(key, rotated.PairKey(Main, Phone));
        Assert.Equal(Pair with { Peer = Peer }, rotated.Open(Tenant, key, value));
        Assert.Equal(Pair with { Peer = Peer }, rotated.Open(Tenant, key, rotated.Seal(Tenant, key, Pair with { Peer = Peer })));
        Assert.Null(_vault.Open(Tenant, key, rotated.Seal(Tenant, key, Pair with { Peer = Peer })));
    }

    [Fact]
    public void OrderOf_OtherPair_IsAnother()
    {
        Assert.Equal(_vault.OrderOf(Pair.Id, "a/b"), _vault.OrderOf(Pair.Id, "a/b"));
        Assert.NotEqual(_vault.OrderOf(Pair.Id, "a/b"), _vault.OrderOf(Pair.Id, "a/c"));
        Assert.NotEqual(_vault.OrderOf(Pair.Id, "a/b"), _vault.OrderOf(new RecordId("1234567890124"u8), "a/b"));
    }

    private static string Slot(string key) => key[..key.IndexOf('}', StringComparison.Ordinal)];

    private static string Mac(byte[] message)
    {
        var mac = new CMac(new AesEngine());
        mac.Init(new KeyParameter(ReferenceKeys.Derive(MasterKeyUse.Naming, 1, "privacywaybill/1/call-name", 32)));
        mac.BlockUpdate(message, 0, message.Length);
        var code = new byte[16];
        mac.DoFinal(code, 0);
        return Convert.ToHexStringLower(code);
    }
}
