using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Witness;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Server.Store;

/// <summary>Files and folders that settings name, as what they hold. What cannot be used is told with the setting's name.</summary>
internal static class StoreFiles
{
    /// <summary>
    /// An empty folder is new only if the operator says so: it may as well be a volume that is not mounted, and its numbers
    /// are printed on parcels.
    /// </summary>
    public static void CheckFolder(StoreSettings store)
    {
        if (store.DataFolder is not { } folder) return;
        var isNew = !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();
        if (isNew && !store.Initialise) throw new SettingsException("Store:DataFolder: the folder is empty; if the store is to be new, start once with Store:Initialise=true; if not, restore it");
        if (!isNew && store.Initialise) throw new SettingsException("Store:Initialise: the folder holds a store already; leave the setting out");
    }

    /// <summary>The key ring, or one that goes with the process.</summary>
    public static KeyRing OpenKeys(ServerSettings settings)
    {
        if (settings.Keys.File is not { } path)
        {
            using var ephemeral = new EphemeralMasterKeys();
            return KeyRing.Create(ephemeral);
        }
        try
        {
            using var file = KeyRingFile.Load(path);
            return KeyRing.Create(file);
        }
        catch (KeyRingException e)
        {
            throw new SettingsException($"Keys:File: {e.Message}");
        }
    }

    /// <summary>The pool file's segments and call pairs.</summary>
    public static NumberPlan OpenPlan(ServerSettings settings, KeyRing keys)
    {
        try
        {
            var segments = settings.Numbers.PoolFile is { } file ? SegmentTable.Load(file) : SegmentTable.Load(Demo.DemoSeeds.PoolFile);
            if (settings.Store is not { Connection: null, DataFolder: null }) RefuseDemo(segments);
            return new NumberPlan(segments, segment => keys.DerivePermutationKey(segment.Id));
        }
        catch (SegmentException e)
        {
            throw new SettingsException($"Numbers:PoolFile: {e.Message}");
        }
    }

    /// <summary>Where leases are witnessed; null for nowhere.</summary>
    public static LeaseWitnessFile? OpenWitness(WitnessSettings settings)
    {
        if (settings.Directory is not { } directory) return null;
        try
        {
            return new LeaseWitnessFile(directory, settings.Server!, settings.Servers);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException("Numbers:Witness:Directory: the folder cannot be made; check its path and rights");
        }
    }

    private static void RefuseDemo(SegmentTable segments)
    {
        var demo = segments.Segments.FirstOrDefault(s => s.Demo) is { } segment ? $"segment '{segment.Name}' is"
            : segments.CallPairs.Ranges.FirstOrDefault(r => r.Demo) is { } range ? $"call pairs '{range.Name}' are" : null;
        if (demo is not null) throw new SettingsException($"Numbers:PoolFile: {demo} for demonstrations, which only a store in memory accepts; leave them out");
    }
}
