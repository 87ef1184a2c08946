namespace PrivacyWaybill.Server.Services;

/// <summary>What a stream does with its batches. Made for one stream; see <see cref="BatchStream"/> for who calls what.</summary>
/// <typeparam name="TBatch">A message as it is read.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
internal interface IBatchWork<TBatch, TAnswer>
{
    /// <summary>Most batches that are read and not answered yet, beside the one that the writer waits for.</summary>
    int MostWaiting { get; }

    /// <summary>Work on a batch begins only when that on the one before has ended; an error of it ends the stream behind the answers before.</summary>
    bool IsOneByOne { get; }

    /// <summary>Writes what comes before the first answer, if anything.</summary>
    Task OpenAsync();

    /// <summary>Begins work on a batch, when there is room for it. By the loop that reads, which reads no further until then.</summary>
    /// <param name="batch">The batch; what it holds may be used until the answer is written.</param>
    /// <param name="sequence">Its place in the stream, from 1.</param>
    /// <returns>The answer under way.</returns>
    ValueTask<Task<TAnswer>> BeginAsync(TBatch batch, ulong sequence);

    /// <summary>Writes an answer. By the loop that writes.</summary>
    Task WriteAsync(TAnswer answer);

    /// <summary>The caller's id of the batch that an answer is to.</summary>
    ulong IdOf(TAnswer answer);

    /// <summary>Takes an answer back that is written, or that nobody wants any more.</summary>
    void Return(TAnswer answer);
}
