using System.Runtime.InteropServices;

namespace Clew.Host;

/// <summary>Waits for Ctrl-C or a polite kill. The second one is not caught, and ends the process at once.</summary>
sealed class Signals : IDisposable
{
    readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly PosixSignalRegistration[] registrations;

    public Signals() =>
        registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];

    public Task WaitAsync(CancellationToken ct) => asked.Task.WaitAsync(ct);

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }

    void OnSignal(PosixSignalContext signal) => signal.Cancel = asked.TrySetResult();
}
