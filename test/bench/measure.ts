/** Figures as ratios within one run: both sides measured in turns, so that a busy machine slows both. */

export interface Ratio {
  readonly name: string
  /** What is compared, in a few words each. */
  readonly ours: string
  readonly floor: string
  /** Milliseconds of each round. */
  readonly oursMs: number[]
  readonly floorMs: number[]
  /** Of the medians. */
  readonly ratio: number
  /** Of the rounds. */
  readonly lowest: number
  readonly highest: number
}

/** Runs both sides in turns, after one round of each that does not count. @param rounds how many count. */
export async function compare(
  what: Pick<Ratio, 'name' | 'ours' | 'floor'>,
  rounds: number,
  sides: { ours: () => Promise<number>; floor: () => Promise<number> }
): Promise<Ratio> {
  const oursMs: number[] = []
  const floorMs: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const floor = await sides.floor()
    const ours = await sides.ours()
    if (round < 0) continue
    oursMs.push(ours)
    floorMs.push(floor)
  }
  const each = oursMs.map((ms, index) => ms / (floorMs[index] ?? Number.NaN))
  return {
    ...what,
    oursMs,
    floorMs,
    ratio: median(oursMs) / median(floorMs),
    lowest: Math.min(...each),
    highest: Math.max(...each)
  }
}

export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await action()
  return performance.now() - start
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function table(ratios: readonly Ratio[]): string {
  const rows = ratios.map(
    ({ name, ours, floor, oursMs, floorMs, ratio, lowest, highest }) =>
      `| ${name} | ${ratio.toFixed(2)} | ${lowest.toFixed(2)}–${highest.toFixed(2)} | ${ours}: ${Math.round(median(oursMs))} ms | ${floor}: ${Math.round(median(floorMs))} ms |`
  )
  return [
    '| measured | ratio | of the rounds | AtTrack | compared with |',
    '| --- | --- | --- | --- | --- |',
    ...rows
  ].join('\n')
}
