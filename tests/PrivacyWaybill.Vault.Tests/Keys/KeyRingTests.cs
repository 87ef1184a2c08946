using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Tests.Keys;

public sealed class KeyRingTests
{
    [Theory]
    [InlineData("no sealing key", "N1+")]
    [InlineData("no naming key", "S1+")]
    [InlineData("no active sealing key", "S1 N1+")]
    [InlineData("two active naming keys", "S1+ N1+ N2+")]
    [InlineData("an id twice", "S1+ S1 N1+")]
    [InlineData("id 0", "S0+ N1+")]
    public void Create_KeysThatCannotBe_Throws(string defect, string keys)
    {
        var names = keys.Split(' ').Select(static k => new MasterKeyName(k[0] == 'S' ? MasterKeyUse.Sealing : MasterKeyUse.Naming,
            (byte)(k[1] - '0'), k.EndsWith('+')));
        Assert.True(Record.Exception(() => KeyRing.Create(new FixedMasterKeys([.. names]))) is KeyRingException, defect);
    }

    [Fact]
    public void Create_SeveralKeys_KnowsAllAndNamesTheActiveOnes()
    {
        using var ring = KeyRing.Create(new FixedMasterKeys(new(MasterKeyUse.Sealing, 3, false), new(MasterKeyUse.Sealing, 255, true),
            new(MasterKeyUse.Naming, 7, true), new(MasterKeyUse.Naming, 6, false, NamingPhase.Readable), new(MasterKeyUse.Naming, 2, false, NamingPhase.NumbersOnly)));
        Assert.Equal((255, 7), (ring.ActiveSealingKeyId, ring.ActiveNamingEpoch));
        Assert.Equal([3, 255], Enumerable.Range(0, 256).Where(id => ring.HasSealingKey((byte)id)));
        Assert.Equal([6, 7], Enumerable.Range(0, 256).Where(epoch => ring.HasNamingKey((byte)epoch)));
    }

    [Theory]
    [InlineData("two before, the old one claimed", NamingPhase.Claimed, 6, 7, true)]
    [InlineData("the next one known", NamingPhase.Next, 8, 7, true)]
    [InlineData("no phase", NamingPhase.None, 6, 7, false)]
    [InlineData("claimed and not the one before", NamingPhase.Claimed, 5, 7, false)]
    [InlineData("readable and after the active one", NamingPhase.Readable, 8, 7, false)]
    [InlineData("next and before the active one", NamingPhase.Next, 6, 7, false)]
    public void Create_PhaseOfASecondNamingKey_MustFitTheActiveOne(string label, NamingPhase phase, byte epoch, byte active, bool fits)
    {
        var keys = new FixedMasterKeys(new(MasterKeyUse.Sealing, 1, true), new(MasterKeyUse.Naming, epoch, false, phase), new(MasterKeyUse.Naming, active, true));
        if (!fits)
        {
            Assert.Contains($"epoch {epoch}", Assert.Throws<KeyRingException>(() => KeyRing.Create(keys)).Message, StringComparison.Ordinal);
            return;
        }
        using var ring = KeyRing.Create(keys);
        Assert.True(ring.NamingChange == new NamingChange(epoch, phase), label);
    }

    [Fact]
    public void Create_PhaseOfASealingOrActiveKeyOrTwoChanges_Throws()
    {
        var one = new MasterKeyName(MasterKeyUse.Sealing, 1, true);
        Assert.Throws<KeyRingException>(() => KeyRing.Create(new FixedMasterKeys(one with { Phase = NamingPhase.Readable }, new(MasterKeyUse.Naming, 1, true))));
        Assert.Throws<KeyRingException>(() => KeyRing.Create(new FixedMasterKeys(one, new(MasterKeyUse.Naming, 1, true, NamingPhase.Next))));
        Assert.Throws<KeyRingException>(() => KeyRing.Create(new FixedMasterKeys(one, new(MasterKeyUse.Naming, 1, false, NamingPhase.Readable),
            new(MasterKeyUse.Naming, 2, true), new(MasterKeyUse.Naming, 3, false, NamingPhase.Next))));
    }

    [Fact]
    public void HasNamingKey_OfAKeyForNumbersOnly_IsFalseButNumbersStay()
    {
        var names = new FixedMasterKeys(new(MasterKeyUse.Sealing, 1, true), new(MasterKeyUse.Naming, 1, false, NamingPhase.NumbersOnly), new(MasterKeyUse.Naming, 2, true));
        using var before = KeyRing.Create(FixedMasterKeys.One);
        using var after = KeyRing.Create(names);
        Assert.False(after.HasNamingKey(1));
        Assert.Null(after.NamingChange);
        Assert.Equal(before.DerivePermutationKey(3), after.DerivePermutationKey(3));
        using var calls = before.CreateCallVault();
        using var callsAfter = after.CreateCallVault();
        Assert.Equal(calls.PairKey("19000000000", "13900000000"), callsAfter.PairKey("19000000000", "13900000000"));
    }

    [Fact]
    public void DerivePermutationKey_SegmentAndEpoch_IsHkdfOfThem()
    {
        using var ring = KeyRing.Create(new FixedMasterKeys(new(MasterKeyUse.Sealing, 1, true), new(MasterKeyUse.Naming, 1, false, NamingPhase.NumbersOnly), new(MasterKeyUse.Naming, 2, true)));
        const string label = "privacywaybill/1/number-permutation";
        Assert.Equal(ReferenceKeys.Derive(MasterKeyUse.Naming, 1, label, 32, [0x12, 0x34]), ring.DerivePermutationKey(0x1234));
        Assert.Equal(ReferenceKeys.Derive(MasterKeyUse.Naming, 2, label, 32, [0x12, 0x34]), ring.DerivePermutationKey(0x1234, 2));
    }

    [Fact]
    public void DerivePermutationKey_EpochThatIsGone_ThrowsAndNamesSegmentAndEpoch()
    {
        using var ring = KeyRing.Create(FixedMasterKeys.One);
        var exception = Assert.Throws<KeyRingException>(() => ring.DerivePermutationKey(5, 9));
        Assert.Contains("Segment 5", exception.Message, StringComparison.Ordinal);
        Assert.Contains("epoch 9", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_OfTheRing_EndsDeriving()
    {
        var ring = KeyRing.Create(FixedMasterKeys.One);
        ring.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ring.CreateWorker());
        Assert.Throws<ObjectDisposedException>(() => ring.DerivePermutationKey(1));
    }

    [Fact]
    public void Create_OfEphemeralKeysTwice_GivesDifferentKeys()
    {
        using var one = KeyRing.Create(new EphemeralMasterKeys());
        using var other = KeyRing.Create(new EphemeralMasterKeys());
        Assert.NotEqual(one.DerivePermutationKey(1), other.DerivePermutationKey(1));
    }
}
