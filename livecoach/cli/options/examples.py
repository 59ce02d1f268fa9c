"""What the help of each command ends with: examples and keys."""

from __future__ import annotations

from livecoach.core.words.message import _

MAIN = _("""\
examples:
  livecoach demo                                   coach the bundled clip
  livecoach live                                   coach a webcam; with several, you choose one
  livecoach live --source http://phone:8080/video  coach through a phone
  livecoach routine                                the daily routine, exercise by exercise
  livecoach analyze set.mp4 --out results          judge a clip
  livecoach eval clips --report accuracy.md        measure the accuracy on labelled clips
  livecoach posture --help                         compare photos from before and after
  livecoach mobility --help                        measure the range of movement
  livecoach tune results/set                       tune the limits on a recorded session
  livecoach calibrations                           list the calibrations kept for the next session
  livecoach highlights results/set                 make a short clip of its faults beside its best rep
  livecoach doctor                                 check what works on this computer

exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C
""")
LIVE = _("""\
examples:
  livecoach live
  livecoach live --source 1 --profile gentle --tones
  livecoach live --source rtsp://192.168.1.20/stream --record set.mp4
  livecoach live --record show.mp4 --record-privacy blur-face --highlights
  livecoach live --sets 3 --reps 10 --rest 60
  livecoach live --headless --seconds 60 --out results

keys in the window: h shows them all, q ends the session
""")
ANALYZE = _("""\
examples:
  livecoach analyze set.mp4 --out results
  livecoach analyze monday/*.mp4 --out results --profile strict --no-video

for each clip: OUT/<name>/session.jsonl, session.json, frames.csv and annotated.mp4
""")
DEMO = _("""\
examples:
  livecoach demo
  livecoach demo --headless --out demo-results
""")
EVAL = _("""\
examples:
  livecoach eval clips --landmarks seen                        track the clips once, store the landmarks in seen/
  livecoach eval clips --landmarks seen --report accuracy.md   the next run takes seconds
  livecoach eval clips --landmarks seen --sweep shrug.limit=0.008:0.03:0.001 --report sweep

a folder holds clips and their labels.json or labels.csv, described in docs/labels.md; the report is accuracy.md, with
.json, .csv (every rep) and .svg (the curve of a sweep) beside it
""")
DOCTOR = _("""\
examples:
  livecoach doctor

exit code 1 means that clips cannot be coached here; a missing camera, sound device or display is only a note
""")
