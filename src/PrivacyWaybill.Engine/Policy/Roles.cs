namespace PrivacyWaybill.Engine.Policy;

/// <summary>What a credential may do.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mask waybills, extend and release their numbers.</summary>
    Mask = 1,

    /// <summary>Change what is stored of a waybill.</summary>
    Update = 2,

    /// <summary>Resolve virtual numbers, as a telephony switch does.</summary>
    Resolve = 4,

    /// <summary>Read originals.</summary>
    Reveal = 8,

    /// <summary>See pools and operate the server.</summary>
    Administer = 16,

    /// <summary>Get pseudonyms. Not part of any default: whoever may ask for all phones could invert them.</summary>
    Pseudonymise = 32,

    /// <summary>Erase what is stored of shipments.</summary>
    Erase = 64,

    /// <summary>Follow the changes of all the tenant's records, sealed.</summary>
    Export = 128,

    /// <summary>Bring in numbers that another number cloud issued, with the parties that they lead to.</summary>
    Import = 256,
}
