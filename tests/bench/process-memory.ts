import { readdir, readFile } from 'node:fs/promises'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** All processes of this machine that we may look at (Linux). */
async function processes(): Promise<readonly Process[]> {
  const found: Process[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [stat, command] = await Promise.all([
      readFile(`/proc/${name}/stat`, 'utf8').catch(() => null),
      readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
    ])
    if (!stat) continue
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    found.push({ pid: Number(name), parent, command: command.replaceAll('\0', ' ') })
  }
  return found
}

/** PSS in MB of a process, all its descendants, and the PostgreSQL that works on a folder: shared pages counted once. */
export async function proportionalMemoryMb(root: number, dataDir: string): Promise<number> {
  const all = await processes()
  const tree = new Set([root])
  for (const { pid, command } of all) if (command.includes(`-D ${dataDir}`)) tree.add(pid)
  for (let before = 0; before !== tree.size;) {
    before = tree.size
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid)
  }
  let kilobytes = 0
  for (const pid of tree) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0)
  }
  return kilobytes / 1024
}
