namespace Clew.Bench.Text;

/// <summary>
/// Ranks from 0 to count - 1 with the frequencies words have, p ~ 1 / (rank + shift)^power,
/// drawn in constant time by the alias method.
/// </summary>
sealed class Zipf
{
    readonly int[] _alias;
    readonly double[] _keep;

    public Zipf(int count, double power, double shift)
    {
        _alias = new int[count];
        _keep = new double[count];
        double[] weight = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
            sum += weight[i] = 1 / Math.Pow(i + shift, power);
        Stack<int> small = new(),
            large = new();
        for (int i = 0; i < count; i++)
        {
            weight[i] *= count / sum;
            (weight[i] < 1 ? small : large).Push(i);
        }
        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop();
            int more = large.Pop();
            _keep[less] = weight[less];
            _alias[less] = more;
            weight[more] -= 1 - weight[less];
            (weight[more] < 1 ? small : large).Push(more);
        }
        foreach (int rest in small.Concat(large))
            _keep[rest] = 1;
    }

    public int Draw(Rng rng)
    {
        int column = rng.Below(_alias.Length);
        return rng.Fraction() < _keep[column] ? column : _alias[column];
    }
}
