using PrivacyWaybill.Engine.Stores;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Stores;

public sealed class RedisOptionsTests
{
    [Fact]
    public void Parse_WhateverTheConnectionSays_KeepsDetailsOutOfTextsAndFailsFast()
    {
        var options = RedisOptions.Parse("localhost:6379,password=secret,abortConnect=true,syncTimeout=1", TimeSpan.FromSeconds(3));
        Assert.Equal((false, false, false), (options.IncludeDetailInExceptions, options.IncludePerformanceCountersInExceptions, options.AbortOnConnectFail));
        Assert.Equal((BacklogPolicy.FailFast, 3_000, 3_000), (options.BacklogPolicy, options.AsyncTimeout, options.SyncTimeout));
        Assert.Equal("secret", options.Password);
    }
}
