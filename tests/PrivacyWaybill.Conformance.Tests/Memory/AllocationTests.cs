namespace PrivacyWaybill.Conformance.Tests.Memory;

public sealed class AllocationTests
{
    [Fact]
    public void Check_OrdinaryFields_AllocatesNothing()
    {
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run()
    {
        ConformanceChecker.Check(CheckedField.Name, "欧阳娜娜"u8, "欧阳**"u8);
        ConformanceChecker.Check(CheckedField.Phone, "0755-83712345-8012"u8, "0755-******45-****"u8);
        ConformanceChecker.Check(CheckedField.Address, "北京市朝阳区望京街道阜通东大街6号院3号楼2单元1301室"u8, "北京市朝阳区望京街道阜通东大街6号院3号楼***"u8);
        ConformanceChecker.CheckPrinted(CheckedField.FreeText, "收件人改为李四 电话138 0013 8000，微信号zhangsan_1988，门禁密码2580#"u8);
    }
}
