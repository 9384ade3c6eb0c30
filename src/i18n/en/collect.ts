/** Several files at once, and the folder that is watched. */
const collect = {
  queueTitle: 'File {n} of {total}',
  queueMore: '{n} more {n|file waits|files wait}: {names}',
  queueNext: 'Next file',
  queueDrop: 'Leave the others',
  chainText:
    'This file has the same columns as the one just kept. It can go into “{name}” the same way, and so can each of the others that has them.',
  chain: 'Add {n} {n|file|files} the same way',
  chaining: 'Adding files the same way',
  chained: 'Added to “{name}”: it has {rows} rows from {files} files now.',
  folderTitle: 'Watch a folder',
  folderText:
    'Choose the folder where your shop program saves its files. The app looks when you come back to it, and says what is new. Nothing is brought in before you say so.',
  folderChoose: 'Choose a folder',
  folderOther: 'Another folder',
  folderNone:
    'This browser cannot watch a folder (Chrome and Edge on a computer can). Drop the new file here when you have one: rows that are known already are not counted twice.',
  folderWatched: 'Watching “{name}”',
  folderLook: 'Look now',
  folderForget: 'Stop watching',
  folderAsk: 'Your browser asks anew before the folder may be read.',
  folderAllow: 'Allow reading it',
  folderDenied: 'Your browser does not allow reading this folder. Allow it in the site settings, or choose the folder again.',
  folderQuiet: 'Nothing new. Looked at {time}.',
  folderFound: '{n} {n|file is|files are} new since {day}',
  folderFirst: '{n} {n|file|files} not brought in yet',
  folderBring: 'Bring {n|it|them} in',
  folderLeave: 'Leave {n|it|them} out',
  folderChanged: 'changed',
  upsertGone: '{n} {n|row|rows} there {n|is|are} not in this file. They stay.',
  upsertConflicting:
    '{n} {n|row|rows} of this file {n|shares|share} a number with another row that says something else. The number cannot tell rows apart then; check it in your file.',
  folderError: 'The folder could not be read: {reason}',
} as const;

export default collect;
