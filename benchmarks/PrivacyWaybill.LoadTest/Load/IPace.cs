namespace PrivacyWaybill.LoadTest.Load;

/// <summary>When a stream sends its next batch.</summary>
internal interface IPace
{
    /// <summary>Waits until a batch may be sent.</summary>
    /// <returns>When it was to be sent, as a timestamp of <see cref="System.Diagnostics.Stopwatch"/>; null when no more are to be sent.</returns>
    ValueTask<long?> NextAsync();

    /// <summary>Tells that a batch was answered.</summary>
    void Answered();

    /// <summary>Sends no more.</summary>
    void Stop();
}
