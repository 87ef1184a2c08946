using System.Reflection;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>A database that lets the test do something just before a command goes out: between a read and its write, say.</summary>
public class InterceptedDatabase : DispatchProxy
{
    private IDatabase _inner = null!;
    private Action<string> _before = static _ => { };

    /// <param name="inner">Where the commands go.</param>
    /// <param name="before">Is told the name of the client's method.</param>
    public static IDatabase Over(IDatabase inner, Action<string> before)
    {
        var database = Create<IDatabase, InterceptedDatabase>();
        ((InterceptedDatabase)(object)database)._inner = inner;
        ((InterceptedDatabase)(object)database)._before = before;
        return database;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _before(targetMethod!.Name);
        return targetMethod.Invoke(_inner, args);
    }
}
