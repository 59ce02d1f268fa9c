#!/usr/bin/env python
# Kept as it is, like generate.py beside it, so that a seed goes on meaning the same clip (pyproject.toml exempts both from the linter).
"""Synthetic breathing / 90-90 hip lift / all-4 reach clips and before/after posture photos with truth. Builds on generate.py beside it.

Usage: python generate2.py SET.json OUTDIR [--only a,b] [--png 10,130] [--skip-done]
SET.json = list of dicts (make_breath.py, make_photos.py, breath.json and floor.json beside this file): kind = breath | hiplift | all4 | photo, the other keys are Scenario fields of generate.py
plus the ones of DEF below. World: z up, metres; standing people face -y; yaw 90 = camera at the person's LEFT (+x).
Supine: head towards +y, feet on a wall at -y, face up. All-4: head towards -y, face down.
"""
import os, sys, json, math, time, csv, subprocess, dataclasses
os.environ.setdefault('LP_NUM_THREADS', '1'); os.environ.setdefault('OMP_NUM_THREADS', '1')
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__))))
import numpy as np
import generate as g
from generate import rx, ry, rz, T, smooth, slow_noise, axis_rot
FPS = 30
DEF = dict(kind='breath', dur=36.0, rate=12.0, irregular=0.0, hold=None, incomplete=0.0, shares=(.38, .50, .12), chest_cm=1.0, belly_cm=1.0, rise_cm=0.5, spine_ext=0.4,
           arms='down', arm_motion=None, tilt=16.0, drop_after=None, n_breaths=6, rest_s=4.0, move_s=1.3, end_s2=2.5,
           protract=16.0, rounding=26.0, sag=0.0, neck=0.0, fault_from=0, size=None, foot_off=0.0, thigh=0.0, hands_off=0.0, retr=0.0, shrug=0.0, head=0.0, dscale=1.0, dyaw=0.0)


# ------------------------------------------------------------------ breathing
def breath_wave(p, rng, n, t_start=None):
    """volume 0..1, list of cycles (inhale_start, exhale_start, exhale_end, top level, end level)"""
    t = np.arange(n) / FPS; b = np.zeros(n); cyc = []
    x = rng.uniform(0.3, 1.2) if t_start is None else t_start
    level = 0.0; hold = p['hold']; k = 0
    while x < t[-1] + 1:
        jit = float(np.clip(rng.normal(0, .03 + .22 * p['irregular']), -.4, .6))
        Tc = 60 / p['rate'] * (1 + jit); A = float(np.clip(1 + rng.normal(0, .04 + .22 * p['irregular']), .5, 1.25))
        R = p['incomplete'] * float(rng.uniform(.6, 1)) if (p['incomplete'] and rng.random() < .5) else 0.0
        ti, te, pa = (share * Tc for share in p['shares'])                 # inhale, exhale, pause
        h = hold[1] if hold and k == hold[0] else 0.0                      # hold full
        i0, i1, e0, e1 = x, x + ti, x + ti + h, x + ti + h + te
        m = (t >= i0) & (t < i1); b[m] = level + (A - level) * (.5 - .5 * np.cos(np.pi * (t[m] - i0) / ti))
        b[(t >= i1) & (t < e0)] = A
        m = (t >= e0) & (t < e1); q = (t[m] - e0) / te; b[m] = R + (A - R) * (.5 + .5 * np.cos(np.pi * q ** .8))
        b[(t >= e1)] = R; level = R
        cyc.append(dict(inhale_start=round(i0, 3), inhale_end=round(i1, 3), exhale_start=round(e0, 3), exhale_end=round(e1, 3), top=round(A, 3), end=round(R, 3), hold_s=h))
        x = e1 + pa; k += 1
    return b, [c for c in cyc if c['inhale_start'] < t[-1]]


# ------------------------------------------------------------------ rig helpers
class Rig:
    def __init__(self, ph):
        bd = self.bd = g.body(); self.v0, self.bp0, self.k0 = bd.rest(ph)
        self.P = self.bp0[:, :3, 3]; self.P0 = {b: self.P[i] for b, i in bd.bi.items()}
    def world(self, G, B):
        Gw = []
        for i, b in enumerate(self.bd.bones):
            p = self.bd.parents[i]
            Gw.append(G[b] if b in G else (Gw[p] if p >= 0 else np.tile(np.eye(3), (B, 1, 1))))
        return Gw
    def fk(self, Gw, tr):
        B = len(tr); out = np.zeros((B, len(Gw), 3)); out[:, 0] = self.P[0] + tr
        for i in range(1, len(Gw)):
            p = self.bd.parents[i]
            if p < 0: out[:, i] = self.P[i] + tr; continue
            out[:, i] = out[:, p] + Gw[p] @ (self.P[i] - self.P[p])
        return out
    def D(self, Gw, tr):
        B = len(tr); D = np.tile(np.eye(4), (B, len(Gw), 1, 1))
        for i in range(len(Gw)):
            p = self.bd.parents[i]; D[:, i, :3, :3] = (T(Gw[p]) if p >= 0 else np.eye(3)) @ Gw[i]
        D[:, 0, :3, 3] = tr
        return D
    def arm(self, S, u, hx, f):
        sh, eb, wr = self.P0[f'upperarm01.{S}'], self.P0[f'lowerarm01.{S}'], self.P0[f'wrist.{S}']
        u0 = (eb - sh) / np.linalg.norm(eb - sh); f0 = (wr - eb) / np.linalg.norm(wr - eb); h0 = np.cross(u0, f0); h0 /= np.linalg.norm(h0)
        fr = lambda a, h: np.stack([a, h, np.cross(a, h)], -1)
        return fr(u, hx) @ T(fr(u0, h0)[None]), fr(f, hx) @ T(fr(f0, h0)[None])
    def hand(self, S, fing, palm):
        P = self.P0; wr = P[f'wrist.{S}']; f0 = P[f'finger3-1.{S}'] - wr; f0 /= np.linalg.norm(f0)
        n0 = np.cross(f0, P[f'finger2-1.{S}'] - P[f'finger5-1.{S}']) * (1 if S == 'L' else -1); n0 -= f0 * (n0 @ f0); n0 /= np.linalg.norm(n0)
        fr = lambda a, h: np.stack([a, h, np.cross(a, h)], -1)
        return fr(np.asarray(fing, float), np.asarray(palm, float)) @ fr(f0, n0).T


def wander(rng, t, s):
    return [slow_noise(rng, t, .6 * s) for _ in range(8)]


def animate_breath(p, sc):
    n = int(round(p['dur'] * FPS)); t = np.arange(n) / FPS; rng = np.random.default_rng(sc.seed + 5)
    back = p['arms'] == 'back'
    e = np.full(n, 1.0 if back else 0.0); arm = np.full(n, 1.0 if back else 0.0)
    if p['arm_motion']:                                   # [from, to]: arms come up, two drives, down again (or the reverse from 'back')
        a, z = p['arm_motion']; m = z - a
        if back: e = e * (1 - smooth((t - a) / 1.2) * (1 - smooth((t - z + 1.2) / 1.2)))
        else:
            arm = smooth((t - a) / 1.2) * (1 - smooth((t - z + 1.2) / 1.2))
            e = arm * np.where((t > a + 1.2) & (t < z - 1.2), .5 - .5 * np.cos(2 * np.pi * (t - a - 1.2) / ((m - 2.4) / 2)), 0)
    old = g.timeline
    g.timeline = lambda s_, r_: (np.array(['b'] * n), np.zeros(n, int), e, arm, np.zeros(n))
    try: sc.breath_bpm = 0.0; sc.reps = [g.Rep()]; D, tr, v0, bp0, k0 = g.animate(sc)
    finally: g.timeline = old
    b, cyc = breath_wave(p, rng, n); bi = g.body().bi
    el = b * p['rise_cm'] / 0.25                          # 0.25 cm of acromion per degree of clavicle (measured in the first study)
    for S, sg in (('L', 1), ('R', -1)):
        D[:, bi[f'clavicle.{S}'], :3, :3] = D[:, bi[f'clavicle.{S}'], :3, :3] @ ry(-sg * el)
        D[:, bi[f'shoulder01.{S}'], :3, :3] = ry(sg * el) @ D[:, bi[f'shoulder01.{S}'], :3, :3]
    D[:, bi['spine03'], :3, :3] = D[:, bi['spine03'], :3, :3] @ rx(-p['spine_ext'] * b)
    D[:, bi['neck01'], :3, :3] = rx(p['spine_ext'] * b) @ D[:, bi['neck01'], :3, :3]
    if not (p['chest_cm'] or p['belly_cm'] or p['rise_cm'] or p['spine_ext']): cyc = []      # nobody breathes: there is nothing to tell
    return D, dict(t=t, b=b, arm=arm, e=e), cyc, (v0, bp0, k0), None


def hold_env(p, n_total, t0, t1, t2, t3, t):
    return smooth((t - t0) / (t1 - t0)) * (1 - smooth((t - t2) / (t3 - t2)))


def breath_plan(p, sc):
    """breathing of the two floor exercises: lift, then n_breaths full cycles, then down"""
    rng = np.random.default_rng(sc.seed + 5); r0, mv = p['rest_s'], p['move_s']
    b, cyc = breath_wave(p, rng, int(200 * FPS), t_start=0.4)
    # the first inhale after the lift is the first of the set
    first = next(i for i, c in enumerate(cyc) if c['inhale_start'] >= r0 + mv)
    t0 = cyc[first]['inhale_start'] - mv - .1; last = first + p['n_breaths'] - 1; t2 = cyc[last]['exhale_end'] + .2; t3 = t2 + mv
    n = int(round((t3 + p['end_s2']) * FPS)); t = np.arange(n) / FPS
    for i, c in enumerate(cyc): c['in_set'] = first <= i <= last
    return rng, b[:n], [c for c in cyc if c['inhale_start'] < t[-1]], t, t0, t0 + mv, t2, t3, first, last


def animate_hiplift(p, sc):
    rng, b, cyc, t, t0, t1, t2, t3, first, last = breath_plan(p, sc); B = len(t); rig = Rig(sc.phenotype); P0 = rig.P0; bi = rig.bd.bi
    if p['drop_after']:
        c = cyc[first + p['drop_after'] - 1]; t2 = c['exhale_end'] + .1; t3 = t2 + 1.5
    env = hold_env(p, B, t0, t1, t2, t3, t); tilt = p['tilt'] * env + slow_noise(rng, t, .25)
    one = np.ones(B); hp, hy = slow_noise(rng, t, 1.0), slow_noise(rng, t, 1.5)
    G = {'root': rx(-90 - tilt), 'spine05': rx(-90 - .85 * tilt), 'spine04': rx(-90 - .55 * tilt), 'spine03': rx(-90 - .2 * tilt), 'spine02': rx(-90 * one), 'spine01': rx(-90 * one)}
    th = G['spine01']; G['neck01'] = th @ rx(-6. * one); G['neck02'] = th @ rx(-8. * one); G['neck03'] = th @ rx(-4. * one); G['head'] = th @ rx(2. + hp) @ rz(hy)
    el = b * p['rise_cm'] / .25
    for S, sg in (('L', 1), ('R', -1)):
        G[f'clavicle.{S}'] = th @ ry(-sg * el); G[f'shoulder01.{S}'] = th @ rz(sg * 6. * one)
        pp, q = math.radians(-10.), math.radians(22.)
        u = np.tile([sg * math.sin(q), -math.cos(q) * math.sin(pp), -math.cos(q) * math.cos(pp)], (B, 1))
        hx = np.tile([-.45, -.9 * sg * 0 - .0, -.0], (B, 1)) + np.array([0, 0.6 * sg * 0, 0]); hx = hx - u * (hx * u).sum(-1, keepdims=True); hx /= np.linalg.norm(hx, axis=-1, keepdims=True)
        f = (axis_rot(hx, np.full(B, 8.)) @ u[..., None])[..., 0]
        Gu, Gf = rig.arm(S, u, hx, f); G[f'upperarm01.{S}'] = G[f'upperarm02.{S}'] = th @ Gu; G[f'lowerarm01.{S}'] = G[f'lowerarm02.{S}'] = G[f'wrist.{S}'] = th @ Gf
    # where the thorax stays: put spine01 at a fixed place
    tr = np.zeros((B, 3)); Gw = rig.world(G, B); pos = rig.fk(Gw, tr); tr = pos[:1, bi['spine01']] * 0 - pos[:, bi['spine01']] + np.array([0, 0.55, 0.0])
    pos = rig.fk(Gw, tr); rest_i = np.argmin(np.abs(tilt[:int(t0 * FPS)]))
    for S, sg in (('L', 1), ('R', -1)):
        kn0, an0, hp0 = P0[f'lowerleg01.{S}'], P0[f'foot.{S}'], P0[f'upperleg01.{S}']
        a1, a2 = kn0 - hp0, an0 - kn0; l1, l2 = np.hypot(*a1[1:]), np.hypot(*a2[1:]); ph1, ph2 = math.atan2(a1[2], a1[1]), math.atan2(a2[2], a2[1])
        h = pos[:, bi[f'upperleg01.{S}']]; h0 = h[rest_i]
        A = np.array([h0[1] - l2 - p['foot_off'], h0[2] + l1])            # ankle on the wall: hip and knee 90 deg at rest
        d = A - h[:, 1:]; r = np.linalg.norm(d, axis=1).clip(abs(l1 - l2) + .01, l1 + l2 - .002); base = np.arctan2(d[:, 1], d[:, 0])
        al = np.arccos(((l1 ** 2 + r ** 2 - l2 ** 2) / (2 * l1 * r)).clip(-1, 1))
        c1, c2 = base - al, base + al; th1 = np.where(np.sin(c1) > np.sin(c2), c1, c2)
        k = h[:, 1:] + l1 * np.stack([np.cos(th1), np.sin(th1)], -1); th2 = np.arctan2(A[1] - k[:, 1], A[0] - k[:, 0])
        G[f'upperleg01.{S}'] = G[f'upperleg02.{S}'] = rx(np.degrees(th1 - ph1)) @ ry(np.full(B, -sg * 1.)); G[f'lowerleg01.{S}'] = G[f'lowerleg02.{S}'] = rx(np.degrees(th2 - ph2)); G[f'foot.{S}'] = rx(-90 * one)
    Gw = rig.world(G, B); D = rig.D(Gw, tr)
    v, bp, _ = rig.bd.pose(sc.phenotype, D[rest_i:rest_i + 1]); zf = v[0, :, 2].min() - .006; tr[:, 2] -= zf; D = rig.D(Gw, tr); yw = v[0, :, 1].min() - .008
    props = dict(wall_y=yw, mat=True, mat_y=(yw + .02, yw + 1.75)); 
    tru = dict(t=t, b=b, env=env, tilt=tilt)
    return D, tru, cyc, (rig.v0, rig.bp0, rig.k0), dict(props=props, t_lift=[round(x, 3) for x in (t0, t1, t2, t3)], first=first, last=last)


def animate_all4(p, sc):
    rng, b, cyc, t, t0, t1, t2, t3, first, last = breath_plan(p, sc); B = len(t); rig = Rig(sc.phenotype); P0 = rig.P0; bi = rig.bd.bi
    if p['drop_after']:
        c = cyc[first + p['drop_after'] - 1]; t2 = c['exhale_end'] + .1; t3 = t2 + 1.5
    env = hold_env(p, B, t0, t1, t2, t3, t); tf = t0 if not p['fault_from'] else cyc[first + p['fault_from']]['inhale_start']
    fe = hold_env(p, B, tf, tf + 1.3, t2, t3, t)
    rnd = p['rounding'] * env + slow_noise(rng, t, .4); pro = p['protract'] * env + slow_noise(rng, t, .3); sag = p['sag'] * fe + slow_noise(rng, t, .3); nk = p['neck'] * fe + slow_noise(rng, t, 1.2); hy = slow_noise(rng, t, 1.2)
    one = np.ones(B); el = b * p['rise_cm'] / .25
    pel = -.25 * rnd + .35 * sag                           # + = anterior tilt
    sx = slow_noise(rng, t, .003); kneeS = None
    def build(theta):
        R = rx(90 + theta + pel); G = {'root': R}
        c = pel
        cum = -c                                           # lumbar gives the pelvic tilt back
        G['spine05'] = R @ rx(.45 * (-pel) - .40 * sag); G['spine04'] = R @ rx(.8 * (-pel) - .75 * sag); G['spine03'] = R @ rx(-pel - 1.0 * sag + .1 * sag + .15 * rnd - .15 * rnd)
        base = G['spine03']
        G['spine02'] = base @ rx(.45 * rnd); G['spine01'] = base @ rx(1.0 * rnd)
        th = G['spine01']; G['neck01'] = th @ rx(-4 - .30 * nk - .25 * rnd); G['neck02'] = th @ rx(-8 - .55 * nk - .4 * rnd); G['neck03'] = th @ rx(-10 - .75 * nk - .45 * rnd); G['head'] = th @ rx(-10 - 1.0 * nk - .45 * rnd) @ rz(hy)
        for S, sg in (('L', 1), ('R', -1)):
            G[f'clavicle.{S}'] = th @ rz(-sg * (4 + pro)) @ ry(-sg * el); G[f'shoulder01.{S}'] = th @ rz(-sg * (4 + 1.4 * pro))
            G[f'upperleg01.{S}'] = G[f'upperleg02.{S}'] = rx(p['thigh'] * one); G[f'lowerleg01.{S}'] = G[f'lowerleg02.{S}'] = rx(88. * one); G[f'foot.{S}'] = rx(150. * one)
        Gw = rig.world(G, B); pos = rig.fk(Gw, np.zeros((B, 3))); hip = .5 * (pos[:, bi['upperleg01.L']] + pos[:, bi['upperleg01.R']])
        tr = -hip + np.stack([sx, 0 * one, .7 * one], -1); return G, Gw, tr, pos + tr[:, None]
    # floor height from the shins (leg pose is constant)
    G, Gw, tr, pos = build(np.zeros(B)); v, _, _ = rig.bd.pose(sc.phenotype, rig.D(Gw, tr)[:1])
    legv = np.isin(np.array([d.split('.')[0] for d in rig.bd.dom]), ['lowerleg01', 'lowerleg02', 'upperleg02']); zf = v[0, legv, 2].min() - .008
    L1 = np.linalg.norm(P0['lowerarm01.L'] - P0['upperarm01.L']); L2 = np.linalg.norm(P0['wrist.L'] - P0['lowerarm01.L']); reach = (L1 + L2) * .992
    zw = zf + .050
    # neutral trunk pitch: shoulder one arm above the floor; the hands are then put under the shoulders
    lo, hi = np.full(B, -45.), np.full(B, 45.)
    i0 = 5
    for _ in range(22):
        mid = .5 * (lo + hi); pos = build(mid)[3]; z = .5 * (pos[:, bi['upperarm01.L'], 2] + pos[:, bi['upperarm01.R'], 2]); up = z - zw > reach * .997
        lo = np.where(up, mid, lo); hi = np.where(up, hi, mid)      # larger theta = nose down
    pos = build(mid)[3]; W = {S: np.array([pos[i0, bi[f'upperarm01.{S}'], 0] * 1.0, pos[i0, bi[f'upperarm01.{S}'], 1] - .01 - p['hands_off'], zw]) for S in 'LR'}
    lo, hi = np.full(B, -45.), np.full(B, 45.)
    for _ in range(22):
        mid = .5 * (lo + hi); pos = build(mid)[3]; d = .5 * sum(np.linalg.norm(pos[:, bi[f'upperarm01.{S}']] - W[S], axis=1) for S in 'LR'); up = d > reach
        lo = np.where(up, mid, lo); hi = np.where(up, hi, mid)
    theta = mid; G, Gw, tr, pos = build(theta)
    for S, sg in (('L', 1), ('R', -1)):
        s = pos[:, bi[f'upperarm01.{S}']]; d = W[S] - s; r = np.linalg.norm(d, axis=1, keepdims=True).clip(.1, L1 + L2 - .001); dh = d / np.linalg.norm(d, axis=1, keepdims=True)
        a = np.arccos(((L1 ** 2 + r ** 2 - L2 ** 2) / (2 * L1 * r)).clip(-1, 1)); pole = np.tile([sg * .35, .9, 0.], (B, 1)); pole -= dh * (pole * dh).sum(1, keepdims=True); pole /= np.linalg.norm(pole, axis=1, keepdims=True)
        u = dh * np.cos(a) + pole * np.sin(a); f = dh * r - u * L1; f /= np.linalg.norm(f, axis=1, keepdims=True); hx = np.cross(u, pole); hx = np.cross(pole, u); hx = -np.cross(u, pole) 
        hx = np.cross(u, f); nrm = np.linalg.norm(hx, axis=1, keepdims=True); hx = np.where(nrm > 1e-3, hx / nrm.clip(1e-6), np.cross(pole, u)); hx /= np.linalg.norm(hx, axis=1, keepdims=True); hx -= u * (hx * u).sum(1, keepdims=True); hx /= np.linalg.norm(hx, axis=1, keepdims=True)
        f = f - hx * (f * hx).sum(1, keepdims=True); f /= np.linalg.norm(f, axis=1, keepdims=True)
        Gu, Gf = rig.arm(S, u, hx, f); G[f'upperarm01.{S}'] = G[f'upperarm02.{S}'] = Gu; G[f'lowerarm01.{S}'] = G[f'lowerarm02.{S}'] = Gf
        G[f'wrist.{S}'] = np.tile(rig.hand(S, [0, -1, 0], [0, 0, -1]), (B, 1, 1))
    Gw = rig.world(G, B); tr[:, 2] -= zf; D = rig.D(Gw, tr)
    yk = pos[0, bi['lowerleg01.L'], 1]; yh = W['L'][1]
    return D, dict(t=t, b=b, env=env, rnd=rnd, pro=pro, sag=sag, nk=nk, theta=theta), cyc, (rig.v0, rig.bp0, rig.k0), dict(props=dict(mat=True, mat_y=(yh - .25, yk + .6)), t_lift=[round(x, 3) for x in (t0, t1, t2, t3)], fault_s=[round(tf, 3), round(t3, 3)], first=first, last=last)


def animate_photo(p, sc):
    old = g.timeline; g.timeline = lambda s_, r_: (np.array(['p']), np.array([0]), np.zeros(1), np.zeros(1), np.ones(1))
    try: sc.breath_bpm = 0.; sc.reps = [g.Rep(shrug=p['shrug'], head=p['head'])]; D, tr, v0, bp0, k0 = g.animate(sc)
    finally: g.timeline = old
    bi = g.body().bi
    for S, sg in (('L', 1), ('R', -1)): D[:, bi[f'clavicle.{S}'], :3, :3] = rz(np.array([sg * p['retr']])) @ D[:, bi[f'clavicle.{S}'], :3, :3]
    return D, dict(t=np.zeros(1), b=np.full(1, .3)), [], (v0, bp0, k0), None


ANIM = dict(breath=animate_breath, hiplift=animate_hiplift, all4=animate_all4, photo=animate_photo)


# ------------------------------------------------------------------ picture
def cam_general(pos, tgt, roll, vfov):
    z = pos - tgt; z = z / np.linalg.norm(z); x = np.cross([0, 0, 1], z); x /= np.linalg.norm(x); y = np.cross(z, x)
    r = math.radians(roll); x, y = x * math.cos(r) + y * math.sin(r), -x * math.sin(r) + y * math.cos(r)
    M = np.eye(4); M[:3, 0], M[:3, 1], M[:3, 2], M[:3, 3] = x, y, z, pos
    return M, g.H / 2 / math.tan(math.radians(vfov / 2))


def render2(d, outdir, png=()):
    global FPS
    import cv2, pyrender, trimesh, scipy.sparse as sp
    cv2.setNumThreads(1); FPS = g.FPS = d.get('fps', 12 if d.get('kind') in ('hiplift', 'all4') else 30); DUP = 2 if d.get('dup') else 1      # floor exercises: 12 fps; dup: every 2nd frame is rendered and written twice (new noise)
    p = dict(DEF); p.update({k: v for k, v in d.items() if k in DEF}); names = {f.name for f in dataclasses.fields(g.Scenario)}
    sc = g.scenario_from_dict({k: v for k, v in d.items() if k in names and k != 'reps'})
    g.W, g.H = p['size'] or (640, 480); W, H = g.W, g.H; SS = 1.25
    bd = g.body(); rng = np.random.default_rng(sc.seed + 1000)
    D, tru, cyc, (v0, bp0, k0), ex = ANIM[p['kind']](p, sc); B = len(D); bi = bd.bi
    col, off, shirt = g.colours(sc, v0, bp0, k0, np.random.default_rng(sum(map(ord, str(sc.skin) + str(sc.shirt))) if p['kind'] == 'photo' else sc.seed + 1000))
    floor_kind = p['kind'] in ('hiplift', 'all4'); a = math.radians(sc.yaw + p['dyaw']); dist = sc.distance * p['dscale']
    if floor_kind:
        vv, _, kk = bd.pose(sc.phenotype, D[:1]); c = .5 * (vv[0].min(0) + vv[0].max(0)); tgt = np.array([0, c[1], .30 if p['kind'] == 'hiplift' else .38])
    else:
        if sc.look_height <= 0:
            hb = float(np.ptp(v0[:, 2])) * (1 if sc.posture != 'seated' else .80); half = dist * math.tan(math.radians(sc.vfov / 2)); sc.look_height = max(0.56 * hb, hb + 0.14 - half) if p['kind'] != 'photo' else .53 * hb
        tgt = np.array([0, 0, sc.look_height])
    pos = np.array([tgt[0] + dist * math.sin(a), tgt[1] - dist * math.cos(a), sc.cam_height]); M, f = cam_general(pos, tgt, sc.roll, sc.vfov)
    look, sc.look_height = sc.look_height, (9. if floor_kind else sc.look_height)
    bgim = g.background(sc, np.random.default_rng(sc.seed + 3 if p['kind'] != 'photo' else 3)) * (.35 + .65 * sc.light); sc.look_height = look
    r = pyrender.OffscreenRenderer(int(W * SS), int(H * SS))
    scene = pyrender.Scene(bg_color=[0, 0, 0, 0], ambient_light=np.ones(3) * .30 * sc.light); scene.add(pyrender.PerspectiveCamera(yfov=math.radians(sc.vfov), aspectRatio=W / H, znear=.1), pose=M)
    def dl(az, el, inten):
        z = np.array([math.sin(az) * math.cos(el), -math.cos(az) * math.cos(el), math.sin(el)]); x = np.cross([0, 0, 1], z); x /= np.linalg.norm(x); P = np.eye(4); P[:3, 0], P[:3, 1], P[:3, 2] = x, np.cross(z, x), z
        scene.add(pyrender.DirectionalLight(color=np.ones(3), intensity=inten * sc.light), pose=P)
    la = a + rng.uniform(-.9, .9); dl(la, .75, 1.7); dl(la + math.pi * .65, .35, .6); dl(a, .1, .5)
    def box(x, y, z, colr):
        bx = trimesh.creation.box((x[1] - x[0], y[1] - y[0], z[1] - z[0])); bx.apply_translation([(x[0] + x[1]) / 2, (y[0] + y[1]) / 2, (z[0] + z[1]) / 2]); bx.visual.vertex_colors = list(colr) + [255]; scene.add(pyrender.Mesh.from_trimesh(bx, smooth=False))
    if sc.posture == 'seated' and p['kind'] == 'breath':
        leg = bp0[bi['upperleg01.L'], 2, 3] - bp0[bi['foot.L'], 2, 3]; zt = (-v0[:, 2].min()) - leg * .46 + bp0[bi['upperleg01.L'], 2, 3] - .10; box((-.18, .18), (-.15, .21), (0, zt), (120, 90, 60))
    if floor_kind:
        pr = ex['props']; s = 1 if math.sin(a) >= 0 else -1; xs = sorted([-s * 1.3, s * 3.2]); box(xs, (tgt[1] - 4, tgt[1] + 4), (-.06, -.012), (128, 108, 88))
        box((-.32, .32), pr['mat_y'], (-.012, 0.0), d.get('mat_col', (70, 90, 120)))
        if 'wall_y' in pr: box(sorted([-s * 1.3, s * .5]), (pr['wall_y'] - .12, pr['wall_y']), (-.01, 1.9), d.get('wall_col', (205, 200, 190)))
    F = bd.faces; rgba = np.concatenate([col / 255., np.ones((len(col), 1))], 1).astype(np.float32); rgba[:, :3] **= 1.8
    ws = lambda *b: bd.Wm[:, [bi[x] for x in b]].sum(1)
    nF = len(F); S = sp.csr_matrix((np.ones(nF * 3), (F.ravel(), np.repeat(np.arange(nF), 3))), shape=(len(v0), nF))
    sgn = 1. if np.einsum('ij,ij->i', v0[F[:, 0]], np.cross(v0[F[:, 1]], v0[F[:, 2]])).sum() > 0 else -1.
    n0 = sgn * (S @ np.cross(v0[F[:, 1]] - v0[F[:, 0]], v0[F[:, 2]] - v0[F[:, 0]])); n0 /= np.linalg.norm(n0, axis=1, keepdims=True) + 1e-12
    front = .30 + .70 * np.clip(-n0[:, 1], 0, 1); front[n0[:, 1] > .4] = .05      # the back moves little
    wb = front * (p['chest_cm'] * ws('spine01', 'spine02', 'spine03') + p['belly_cm'] * ws('spine04', 'spine05') + .4 * p['belly_cm'] * ws('root', 'pelvis.L', 'pelvis.R') * (n0[:, 1] < 0)) / 100
    mat = pyrender.MetallicRoughnessMaterial(metallicFactor=0., roughnessFactor=.85, baseColorFactor=[1.] * 4); out = os.path.join(outdir, d['name'] + '.mp4'); ff = None; still = p['kind'] == 'photo'
    frames = list(png) if png else list(range(0, B, DUP))
    if not png and not still:
        ff = subprocess.Popen(['ffmpeg', '-y', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', f'{W}x{H}', '-r', str(FPS), '-i', '-', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', str(sc.crf), '-pix_fmt', 'yuv420p', '-threads', '1', out], stdin=subprocess.PIPE)
    from OpenGL import GL
    prim = None; bg32 = bgim.astype(np.float32); nrng = np.random.default_rng(sc.seed + 7); pool = [cv2.randn(np.empty((H, W, 3), np.float32), 0, sc.noise_sd) for _ in range(1 if still else 12)]
    wr_ = np.random.default_rng(sc.seed + 9).normal(0, 1, len(v0)).astype(np.float32); rows = []
    for c0 in range(0, len(frames), 32):
        idx = frames[c0:c0 + 32]; v, bp, k = bd.pose(sc.phenotype, D[idx])
        for j, i in enumerate(idx):
            vv = v[j]; n = sgn * (S @ np.cross(vv[F[:, 1]] - vv[F[:, 0]], vv[F[:, 2]] - vv[F[:, 0]])); n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-12
            vv = vv + n * (off + wb * tru['b'][i])[:, None]; nn = n + wr_[:, None] * shirt[:, None] * .05
            if floor_kind: vv[:, 2] = np.maximum(vv[:, 2], .002)
            if prim is None:
                prim = pyrender.Primitive(positions=vv.astype(np.float32), normals=nn.astype(np.float32), indices=F, color_0=rgba, material=mat, mode=4); scene.add(pyrender.Mesh([prim]))
            else:            # update the one vertex buffer in place (a new mesh per frame leaks memory in pyrender and is slow)
                r._renderer is not None and r._platform.make_current(); GL.glBindBuffer(GL.GL_ARRAY_BUFFER, prim._buffers[0])
                data = np.ascontiguousarray(np.hstack((vv, nn, rgba)).astype(np.float32).ravel()); GL.glBufferSubData(GL.GL_ARRAY_BUFFER, 0, data.nbytes, data); GL.glBindBuffer(GL.GL_ARRAY_BUFFER, 0)
            c, dep = r.render(scene)
            a8 = (dep > 0).astype(np.uint8); comp = cv2.resize(c[..., :3] * a8[..., None], (W, H), interpolation=cv2.INTER_AREA); al = cv2.resize(a8 * 255, (W, H), interpolation=cv2.INTER_AREA).astype(np.float32)[..., None] * np.float32(1 / 255)
            im0 = comp + bg32 * (1 - al)
            for _ in range(DUP if ff else 1):
                im = im0
                if sc.noise_sd > 0:      # one of 12 noise fields, shifted at random
                    z = pool[nrng.integers(len(pool))]; im = im0 + np.roll(z, int(nrng.integers(H)), 0)
                im = np.clip(im, 0, 255).astype(np.uint8)
                if ff: ff.stdin.write(im.tobytes())
            if ff: pass
            else: cv2.imwrite(os.path.join(outdir, d['name'] + ('.jpg' if still and not png else f'_{i:04d}.png')), im[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92] if still and not png else [])
            rows += [(bp[j][:, :3, 3].copy(), bp[j][:, :3, :3].copy(), k[j].copy())] * (1 if png or still else DUP)
    r.delete()
    if ff: ff.stdin.close(); ff.wait()
    if png: return None
    rows = rows[:B]; hd, ro, kp = (np.array([q[i] for q in rows]) for i in range(3)); K = lambda n: kp[:, bd.kpn.index(n)]; mid = lambda n: .5 * (K('left_' + n) + K('right_' + n))
    thR = ro[:, bi['spine01']] @ np.linalg.inv(bp0[bi['spine01'], :3, :3]); th0 = hd[:, bi['spine01']]; lt = lambda x: np.einsum('bji,bj->bi', thR, x - th0) * 100
    ac = .5 * (lt(hd[:, bi['upperarm01.L']]) + lt(hd[:, bi['upperarm01.R']])); acw = .5 * (hd[:, bi['upperarm01.L']] + hd[:, bi['upperarm01.R']])
    def ang(A_, B_, C_): u, w = A_ - B_, C_ - B_; return np.degrees(np.arccos(np.clip((u * w).sum(1) / np.linalg.norm(u, axis=1) / np.linalg.norm(w, axis=1), -1, 1)))
    cols = dict(t_s=tru['t'].round(4), breath=tru['b'].round(4), acromion_up_thorax_cm=ac[:, 2].round(3), acromion_fwd_thorax_cm=(-ac[:, 1]).round(3), acromion_z_cm=(acw[:, 2] * 100).round(3), acromion_y_cm=(acw[:, 1] * 100).round(3),
                ear_minus_acromion_z_cm=((mid('ear') - acw)[:, 2] * 100).round(3), ear_ahead_acromion_cm=(-(mid('ear') - acw)[:, 1] * 100).round(3), ear_ahead_T1_cm=(-(mid('ear') - th0)[:, 1] * 100).round(3), acromion_ahead_hip_cm=(-(acw - mid('hip'))[:, 1] * 100).round(3),
                elbow_ahead_hip_cm=(-(mid('elbow') - mid('hip'))[:, 1] * 100).round(3), wrist_ahead_hip_cm=(-(mid('wrist') - mid('hip'))[:, 1] * 100).round(3), hip_z_cm=(mid('hip')[:, 2] * 100).round(3), spine01_z_cm=(hd[:, bi['spine01'], 2] * 100).round(3), spine04_z_cm=(hd[:, bi['spine04'], 2] * 100).round(3),
                hip_angle=ang(mid('shoulder'), mid('hip'), mid('knee')).round(2), thigh_elev=np.degrees(np.arctan2((mid('knee') - mid('hip'))[:, 2], np.hypot(*(mid('knee') - mid('hip'))[:, :2].T))).round(2), knee_angle=ang(mid('hip'), mid('knee'), mid('ankle')).round(2))
    for k_ in ('env', 'tilt', 'rnd', 'pro', 'sag', 'nk', 'theta', 'arm', 'e'):
        if k_ in tru: cols['set_' + k_] = np.asarray(tru[k_]).round(3)
    pj = g.project(M, f, kp)
    for nme in g.JOINTS:
        q = pj[:, bd.kpn.index(nme)]; X = K(nme)
        for ax, w_ in enumerate('uv'): cols[f'{nme}_{w_}'] = q[:, ax].round(5)
        for ax, w_ in enumerate('xyz'): cols[f'{nme}_{w_}'] = X[:, ax].round(4)
    with open(os.path.join(outdir, d['name'] + '.csv'), 'w', newline='') as fh: w_ = csv.writer(fh); w_.writerow(cols.keys()); w_.writerows(zip(*cols.values()))
    L = dict(name=d['name'], kind=p['kind'], frames=B, fps=FPS, yaw=sc.yaw, view=d.get('view'), px_per_m=round(f / dist, 1), set={k: v for k, v in d.items()}, breaths=cyc)
    if ex: L.update(hold=dict(lift_start=ex['t_lift'][0], lift_done=ex['t_lift'][1], drop_start=ex['t_lift'][2], drop_done=ex['t_lift'][3]), set_breaths=p['n_breaths'], fault_s=ex.get('fault_s'))
    if still: L['truth'] = {k: float(v[0]) for k, v in cols.items() if k.endswith('_cm')}
    return L


if __name__ == '__main__':
    import argparse
    ap = argparse.ArgumentParser(); ap.add_argument('scenario'); ap.add_argument('outdir'); ap.add_argument('--png', default=''); ap.add_argument('--only', default=''); ap.add_argument('--skip-done', action='store_true'); A = ap.parse_args(); os.makedirs(A.outdir, exist_ok=True)
    lp = os.path.join(A.outdir, 'labels.json')
    for d in json.load(open(A.scenario)):
        if A.only and not any(d['name'].startswith(x) for x in A.only.split(',')): continue
        labs = json.load(open(lp)) if os.path.exists(lp) else {}
        if A.skip_done and d['name'] in labs: continue
        t0 = time.time(); L = render2(dict(d), A.outdir, [int(x) for x in A.png.split(',')] if A.png else ())
        if L:
            labs = json.load(open(lp)) if os.path.exists(lp) else {}
            labs[L['name']] = L; json.dump(labs, open(lp + '.tmp', 'w'), indent=1); os.rename(lp + '.tmp', lp); print(L['name'], L['frames'], 'frames %.1f fps' % (L['frames'] / (time.time() - t0)), flush=True)
