namespace PrivacyWaybill.Vault.Keys;

/// <summary>Keys that cannot be used. The message names the file or the setting and the remedy, never a secret.</summary>
public sealed class KeyRingException : Exception
{
    /// <summary>With a message.</summary>
    public KeyRingException(string message) : base(message)
    {
    }

    /// <summary>With a message and what led to it.</summary>
    public KeyRingException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Without a message.</summary>
    public KeyRingException()
    {
    }
}
