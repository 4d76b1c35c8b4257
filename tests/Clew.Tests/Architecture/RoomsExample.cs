#pragma warning disable CA1852, CA1812, CA1822, CS0649, CS0169, IDE0044, IDE0051 // Only their references matter.

namespace Clew.Tests.Architecture.Example.Lower
{
    [AttributeUsage(AttributeTargets.All)]
    class Known : Attribute
    {
        public static void Call() { }

        public static void CallGeneric<T>() { }
    }

    interface IKnown;

    class KnownException : Exception;
}

namespace Clew.Tests.Architecture.Example.Upper
{
    using Clew.Tests.Architecture.Example.Lower;

    class ByBase : Known;

    class ByInterface : IKnown;

    class ByField
    {
        Known? field;
    }

    class ByParameter
    {
        void Method(ref Known[] known) { }
    }

    abstract class ByReturn
    {
        protected abstract Known? Method();
    }

    abstract class ByProperty
    {
        protected abstract Known? Property { get; set; }
    }

    abstract class ByGenericArgument
    {
        protected abstract void Method(Dictionary<string, List<Known>> known);
    }

    class ByConstraint
    {
        void Method<T>()
            where T : IKnown { }
    }

    [Known]
    class ByAttribute;

    class ByCall
    {
        void Method() => Known.Call();
    }

    class ByCallInClosure
    {
        Action Method(int captured) =>
            () =>
            {
                Known.Call();
                captured++;
            };
    }

    class ByGenericCall
    {
        object Method() => Enumerable.Empty<Known>();
    }

    class ByTypeOf
    {
        Type Method() => typeof(Known);
    }

    class ByCatch
    {
        void Method()
        {
            try
            {
                GC.Collect();
            }
            catch (KnownException) { }
        }
    }

    class ByAsync
    {
        async Task Method()
        {
            await Task.Yield();
            Known.Call();
        }
    }
}
