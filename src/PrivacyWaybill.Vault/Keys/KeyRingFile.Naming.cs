using System.Text.Json;

namespace PrivacyWaybill.Vault.Keys;

/// <content>The change of naming keys, step by step.</content>
public sealed partial class KeyRingFile
{
    // By NamingPhase.
    private static readonly string[] PhaseNames = ["", "next", "claimed", "readable", "numbers"];

    /// <summary>
    /// Takes a step of a change of naming keys. Servers follow once they have read the file again, and all of them must
    /// have followed before the next step is taken.
    /// </summary>
    /// <returns>The new key's epoch and the old one's.</returns>
    /// <exception cref="KeyRingException">It is not this step's turn, all 255 epochs are used up, or the file cannot be read
    /// or written.</exception>
    public static (byte New, byte Old) ChangeNaming(string path, NamingStep step)
    {
        using var present = Load(path);
        // Whatever is wrong with the file is said before anything is changed.
        using (KeyRing.Create(present))
        {
        }
        var active = present.Names.Single(static n => n is { Use: MasterKeyUse.Naming, IsActive: true });
        var change = NamingChange.Of(present.Names, active.Id);
        var expected = step switch { NamingStep.Use => NamingPhase.Next, NamingStep.Settle => NamingPhase.Claimed, NamingStep.Drop => NamingPhase.Readable, _ => NamingPhase.None };
        if ((change?.Phase ?? NamingPhase.None) != expected) throw new KeyRingException($"The key ring file '{path}': {NotItsTurn(change)}");
        if (step == NamingStep.Add)
        {
            if (active.Id == byte.MaxValue) throw new KeyRingException($"The key ring file '{path}' has used the last naming epoch; a new store needs a new file.");
            var added = (byte)(active.Id + 1);
            using var grown = new KeyRingFile([.. present._keys, (new(MasterKeyUse.Naming, added, false, NamingPhase.Next), NewSecret())]);
            grown.Replace(path);
            return (added, active.Id);
        }
        var other = change!.Value.Epoch;
        using var next = new KeyRingFile([.. present._keys.Select(k => (After(k.Name, step, other), k.Secret))]);
        next.Replace(path);
        return step == NamingStep.Use ? (other, active.Id) : (active.Id, other);
    }

    private static MasterKeyName After(MasterKeyName name, NamingStep step, byte other)
    {
        if (name.Use != MasterKeyUse.Naming) return name;
        if (name.IsActive) return step == NamingStep.Use ? name with { IsActive = false, Phase = NamingPhase.Claimed } : name;
        if (name.Id != other) return name;
        return step switch
        {
            NamingStep.Use => name with { IsActive = true, Phase = NamingPhase.None },
            NamingStep.Settle => name with { Phase = NamingPhase.Readable },
            _ => name with { Phase = NamingPhase.NumbersOnly },
        };
    }

    private static string NotItsTurn(NamingChange? change) => change switch
    {
        null => "no change of naming keys is under way; begin one with 'pw keys naming add'",
        { Phase: NamingPhase.Next } next => $"the naming key of epoch {next.Epoch} is known and not used yet; the next step is 'pw keys naming use'",
        { Phase: NamingPhase.Claimed } old => $"places under epoch {old.Epoch} are being claimed; the next step is 'pw keys naming settle'",
        { } old => $"names of epoch {old.Epoch} are still read; the next step is 'pw keys naming drop'",
    };

    private static NamingPhase ParsePhase(JsonElement entry, string where)
    {
        if (!entry.TryGetProperty("phase", out var phase)) return NamingPhase.None;
        var index = phase.ValueKind == JsonValueKind.String ? Array.IndexOf(PhaseNames, phase.GetString()) : -1;
        return index > 0 ? (NamingPhase)index : throw new KeyRingException($"{where} \"phase\" must be next, claimed, readable or numbers.");
    }
}
