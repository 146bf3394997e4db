/** The type of the file system that holds a path, from the text of `/proc/self/mountinfo`; null where none does. */
export function fileSystemOf(file: string, mountinfo: string): string | null {
  let holder: { point: string; type: string } | null = null
  for (const line of mountinfo.split('\n')) {
    const [mount = '', source] = line.split(' - ')
    const point = unescaped(mount.split(' ')[4] ?? '')
    const type = source?.split(' ')[0]
    // Of two mounts on one point, the later one covers the other.
    if (type && holds(point, file) && point.length >= (holder?.point.length ?? 0)) holder = { point, type }
  }
  return holder?.type ?? null
}

export const isNetwork = (type: string) =>
  /^(nfs|cifs|smb|9p$|afs|ceph|gfs2|glusterfs|lustre|beegfs|gpfs|ocfs2|davfs|fuse\.(sshfs|s3fs|rclone|glusterfs|ceph|davfs|gcsfuse|smb|curlftpfs))/.test(
    type,
  )

const holds = (point: string, file: string) => point === '/' || file === point || file.startsWith(`${point}/`)

/** Blanks and their like are written as octal numbers. */
const unescaped = (text: string) =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
